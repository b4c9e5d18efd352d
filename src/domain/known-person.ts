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

const machine =
  /\bbot\b|\[bot\]|^(?:ci|cd|github|gitlab|jenkins|azure|system|deploy)\b|noreply|service account/i

/** The person behind the author of a change: a name of several words or a mailbox, but no machine. */
export function authorOf(actor: string | null): readonly NamedValue[] {
  if (actor === null || machine.test(actor) || !isValue(actor)) return []
  if (/^\S+@\S+$/.test(actor)) return [{ class: 'email', value: actor }]
  return /^\p{L}[\p{L}\p{M}.'’-]*(?: \p{L}[\p{L}\p{M}.'’-]*){1,4}$/u.test(actor)
    ? [{ class: 'person', value: actor }]
    : []
}
