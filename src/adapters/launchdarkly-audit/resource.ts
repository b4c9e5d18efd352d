import type { ChangeKind } from '../../domain/change-event.ts'
import type { Entry } from './shapes.ts'

/** What an entry is about, by the resources that it names: `proj/KEY:env/KEY:flag/KEY;tags`. */
export interface Subject {
  readonly kind: ChangeKind
  /** Its key; an account's member is none, because its key names a person. */
  readonly target: string | null
  readonly environments: readonly string[]
  readonly projects: readonly string[]
  /** The resources themselves without their tags, for whatever else was done to them. */
  readonly resources: readonly string[]
  readonly actions: readonly string[]
}

/** Whatever opens a door: members and their rights, tokens, keys of SDKs. */
const credentials = new Set([
  'member',
  'token',
  'service-token',
  'team',
  'role',
  'application',
  'relay-proxy-config',
  'ip-allowlist',
])
const keyAction = /(?:api|mobile|sdk)[-_]?key|token/i
const part = /(?:^|:)([a-z-]+)\/([^:;]+)(?:;[^:]*)?/g

export function subjectOf({ accesses, target, kind }: Entry): Subject {
  const named = (accesses ?? []).map(({ resource }) => resource ?? '')
  const all = (named.some((one) => one !== '') ? named : (target?.resources ?? [])).slice(0, 50)
  const parsed = all.map((resource) =>
    [...resource.matchAll(part)].map(([, type = '', key = '']) => ({ type, key })),
  )
  const of = (type: string): readonly string[] => [
    ...new Set(parsed.flat().flatMap((one) => (one.type === type ? [one.key] : []))),
  ]
  const last = parsed.find((parts) => parts.length > 0)?.at(-1)
  const actions = (accesses ?? []).flatMap(({ action }) => action ?? [])
  const what = last?.type ?? kind ?? ''
  return {
    kind: kindOf(what, actions),
    target: what === 'member' || what === 'token' ? null : (last?.key ?? null),
    environments: of('env').filter((key) => key !== '*'),
    projects: of('proj'),
    resources: parsed.map((parts) => parts.map(({ type, key }) => `${type}/${key}`).join(':')),
    actions,
  }
}

function kindOf(what: string, actions: readonly string[]): ChangeKind {
  if (what === 'flag') return 'flag'
  if (credentials.has(what)) return 'credential'
  return actions.some((action) => keyAction.test(action)) ? 'credential' : 'configuration'
}
