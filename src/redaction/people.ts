import type { KnownValue } from '../ports/vault.ts'
import type { FieldPolicyOf } from './fields.ts'
import { namedBy } from './fields/pairs.ts'

const deepest = 40
const mostPeople = 20
const longest = 80
const shortest = 4
const naming: ReadonlySet<string> = new Set(['person', 'email', 'user'])
const accounts: ReadonlySet<string> = new Set(['Organization', 'Bot', 'Enterprise'])

/**
 * Whom the fields of a document name, when another of its texts may speak of them: `full_name`, links and messages hold
 * what stands under `login`. Nobody when none does, which most documents end with.
 */
export function peopleIn(document: unknown, fields: FieldPolicyOf): readonly KnownValue[] {
  const people = new Map<string, KnownValue>()
  const texts: string[] = []
  gather(document, [], fields, people, texts, 0)
  if (people.size === 0 || texts.length === 0) return []
  const all = texts.join('\n').toLowerCase()
  return [...people.values()].filter(({ value }) =>
    value
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word.length >= shortest && all.includes(word)),
  )
}

function gather(
  value: unknown,
  path: readonly string[],
  fields: FieldPolicyOf,
  people: Map<string, KnownValue>,
  texts: string[],
  depth: number,
): void {
  if (typeof value === 'string') {
    const policy = path.length === 0 ? undefined : fields(path)
    if (policy?.act === 'hide') note(value, policy.class, people)
    else if (value.length >= shortest) texts.push(value)
    return
  }
  if (typeof value !== 'object' || value === null || depth > deepest) return
  if (Array.isArray(value)) {
    for (const item of value) gather(item, path, fields, people, texts, depth + 1)
    return
  }
  const object = value as Readonly<Record<string, unknown>>
  if (accounts.has(String(object['type']))) return
  const named = namedBy(object)
  for (const [key, member] of Object.entries(object)) {
    gather(member, [...path, named?.(key) ?? key], fields, people, texts, depth + 1)
  }
}

function note(value: string, name: string, people: Map<string, KnownValue>): void {
  if (!naming.has(name) || people.size >= mostPeople) return
  const length = value.trim().length
  if (
    length < shortest ||
    length > longest ||
    value.includes('\n') ||
    /^[0-9a-f-]{32,}$/i.test(value)
  )
    return
  people.set(`${name}\n${value}`, { class: name, value })
}
