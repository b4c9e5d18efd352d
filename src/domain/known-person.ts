/** A value known to name a person, with the class of its token. */
export interface NamedValue {
  readonly class: string
  readonly value: string
}

const mostValues = 50
const longestValue = 200
const classes: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[._-])(?:e-?mail(?:[._-]?address)?)$|email$/i, 'email'],
  [/(?:^|[._-])(?:phone(?:[._-]?number)?|mobile|telephone|msisdn)$|phone$/i, 'phone'],
  [
    /(?:^|[._-])(?:customer|user|reporter|contact|caller|requester|full|first|last|display|patient|account[._-]?holder)[._-]?name$|(?:^|[._-])(?:reporter|contact|caller|requester|reported[._-]?by)$/i,
    'person',
  ],
  [/(?:^|[._-])(?:user(?:[._-]?id)?|login|username|enduser(?:[._-]?id)?)$/i, 'user'],
  [
    /(?:^|[._-])(?:customer|client[._-]?name|company|organi[sz]ation|tenant[._-]?name)$/i,
    'customer',
  ],
]

/** What fields of that name hold about a person; undefined for other fields. */
export function personClass(field: string): string | undefined {
  return classes.find(([names]) => names.test(field))?.[1]
}

/** Whom the fields of an object name, nested ones too, at most fifty values. */
export function namedIn(value: unknown, depth = 0): readonly NamedValue[] {
  if (typeof value !== 'object' || value === null || depth > 6) return []
  const found: NamedValue[] = []
  for (const [key, member] of Object.entries(value)) {
    if (found.length >= mostValues) break
    if (typeof member !== 'string') found.push(...namedIn(member, depth + 1))
    else {
      const kind = personClass(key)
      if (kind !== undefined && isValue(member)) found.push({ class: kind, value: member })
    }
  }
  return found.slice(0, mostValues)
}

/** Long enough to be looked for, short enough to be a name. */
function isValue(text: string): boolean {
  const length = text.trim().length
  return length > 2 && length <= longestValue && !text.includes('\n')
}

/** Words that names of programs are made of. */
const programWords: ReadonlySet<string> = new Set(
  'actions admin agent app argo argocd audit automation autoscaler aws azure bot build builder cd ci circleci cloud collection concourse copilot cron daemon dependabot deploy deployer deployment deploys devops drone flow flux github gitlab google harness helm job jobs jenkins k8s kubernetes launchdarkly machine mergify microsoft monitoring octopus operator pipeline pipelines platform prod production project public release releaser renovate robot root runner scheduled scheduler script semaphore service services snyk spinnaker staging sync system teamcity tekton terraform tfs tool travis user vercel vsts web webhook worker workflow workflows'.split(
    ' ',
  ),
)
const mostWords = 8

/** True for a program: `name[bot]`, `noreply@`, or a name made of words such as ci, deploy and service alone. Whoever is not sure is a person. */
export function isMachine(name: string): boolean {
  if (/^[\w.-]{1,80}\[bot\]$|^(?:no|do-?not)-?reply@[\w.-]{1,80}$/i.test(name)) return true
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^\d{1,6}$/.test(word))
  return words.length > 0 && words.length <= mostWords && words.every((w) => programWords.has(w))
}

/** The person behind the author of a change: a name, a mailbox or a log-in name, unless a program bears it. */
export function authorOf(actor: string | null): readonly NamedValue[] {
  if (actor === null || isMachine(actor) || !isValue(actor)) return []
  const both = /^([^<>]{1,200})<([^<>\s]{1,200})>$/.exec(actor.trim())
  if (both) return [...authorOf(both[1]!.trim()), ...authorOf(both[2]!)]
  if (/^\S+@\S+$/.test(actor)) return [{ class: 'email', value: actor }, ...loginIn(actor)]
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]{3,63}$/u.test(actor)) return [{ class: 'user', value: actor }]
  return /^\p{L}[\p{L}\p{M}.'’-]*(?: \p{L}[\p{L}\p{M}.'’-]*){1,4}$/u.test(actor)
    ? [{ class: 'person', value: actor }]
    : []
}

/** GitHub writes `4711+octocat@users.noreply.github.com` for whoever hides their mailbox. */
function loginIn(mailbox: string): readonly NamedValue[] {
  const login = /^(?:\d+\+)?([\w-]{4,64})@users\.noreply\./i.exec(mailbox)?.[1]
  return login === undefined ? [] : authorOf(login)
}
