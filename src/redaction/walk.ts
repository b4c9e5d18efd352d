import type { Json } from '../domain/json.ts'
import type { Profile } from '../domain/redacted.ts'
import { detect } from './engine.ts'
import { type FieldPolicy, fieldPolicy } from './fields.ts'
import { nobody } from './known.ts'
import { hideWhole, type Pass, scrubText } from './scrub.ts'

const deepest = 200
const tooDeep = '[nested too deep]'
const longestEmbedded = 1_000_000
const spokenSources = /^(?:ticket|chat|commit|note)/
const identifier = /^[\w.:+/@-]{1,256}$/
const fieldName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const noName: readonly string[] = []

/** The same document with tokens in the place of what was found; parts in which nothing was found stay the same objects. */
export function scrubJson(value: unknown, profile: Profile, pass: Pass): unknown {
  return walk(value, noName, profile, pass, 0)
}

function walk(
  value: unknown,
  path: readonly string[],
  profile: Profile,
  pass: Pass,
  depth: number,
): unknown {
  if (typeof value === 'string') return scrubLeaf(value, path, profile, pass, depth)
  if (typeof value === 'number' || typeof value === 'bigint') {
    return scrubNumber(value, String(value), path, pass)
  }
  if (value === null || typeof value !== 'object') return value
  if (depth >= deepest) return tooDeep
  if (isRaw(value)) return scrubNumber(value, value.rawJSON, path, pass)
  if (Array.isArray(value)) return scrubArray(value, path, profile, pass, depth)
  return scrubObject(value as Readonly<Record<string, unknown>>, path, profile, pass, depth)
}

function scrubArray(
  items: readonly unknown[],
  path: readonly string[],
  profile: Profile,
  pass: Pass,
  depth: number,
): readonly unknown[] {
  const next = items.map((item) => walk(item, path, profile, pass, depth + 1))
  return next.every((item, i) => Object.is(item, items[i])) ? items : next
}

function scrubObject(
  object: Readonly<Record<string, unknown>>,
  path: readonly string[],
  profile: Profile,
  pass: Pass,
  depth: number,
): unknown {
  const { from, text } = object
  const spoken = typeof from === 'string' && typeof text === 'string' && spokenSources.test(from)
  const pair = pairName(object)
  const taken = new Set<string>()
  let changed = false
  const entries = Object.entries(object).map(([key, member]): [string, unknown] => {
    const name = unique(scrubKey(key, profile, pass), taken)
    const names =
      pair !== undefined && key !== 'key' && key !== 'name' ? [...path, pair] : [...path, key]
    const memberProfile = spoken && key === 'text' ? 'text' : profile
    const next = walk(member, names, memberProfile, pass, depth + 1)
    if (name !== key || !Object.is(next, member)) changed = true
    return [name, next]
  })
  return changed ? Object.fromEntries(entries) : object
}

/** A name that a field of ours could bear is not looked up among known values: a reporter may be called like it. */
function scrubKey(key: string, profile: Profile, pass: Pass): string {
  return scrubText(
    key,
    profile,
    pass.ownKeys && fieldName.test(key) ? { ...pass, known: nobody } : pass,
  )
}

/** The name that a `{key, value}` attribute of OTLP or a `{name, value}` header gives to its value. */
function pairName(object: Readonly<Record<string, unknown>>): string | undefined {
  if (!('value' in object)) return undefined
  const name = object['key'] ?? object['name']
  return typeof name === 'string' ? name : undefined
}

/** Two keys that come out the same stay two. */
function unique(name: string, taken: Set<string>): string {
  let free = name
  for (let i = 2; taken.has(free); i++) free = `${name}#${i}`
  taken.add(free)
  return free
}

function scrubLeaf(
  text: string,
  path: readonly string[],
  profile: Profile,
  pass: Pass,
  depth: number,
): string {
  const policy = policyOf(path)
  if (policy.act === 'hide') return hideLeaf(text, policy.class, pass)
  if (policy.act === 'query') return scrubUrl(text, profile, pass)
  if (policy.act === 'keep' && isIdentifier(text, pass)) return text
  return scrubEmbedded(text, profile, pass, depth) ?? scrubText(text, profile, pass)
}

/** Attributes of OTLP stand below `stringValue` and the like, which says nothing. */
function policyOf(path: readonly string[]): FieldPolicy {
  const last = path.at(-1)
  return fieldPolicy(
    last !== undefined && /^(?:string|int|double)Value$/.test(last) ? path.slice(0, -1) : path,
  )
}

/** Whole, but under its own class when it is just one value of a class, so that it has the same token everywhere. */
function hideLeaf(text: string, name: string, pass: Pass): string {
  if (text.trim() === '') return text
  const hits = detect(text, 'log', pass.known)
  if (hits.length === 1 && hits[0]!.start === 0 && hits[0]!.end === text.length) {
    return scrubText(text, 'log', pass)
  }
  if (pass.isReadable({ start: 0, end: text.length, class: name, value: text })) return text
  return hideWhole(text, name, pass)
}

/** The query of a URL goes whole, the rest is looked at. */
function scrubUrl(text: string, profile: Profile, pass: Pass): string {
  const at = text.search(/[?#]/)
  if (at === -1) return scrubText(text, profile, pass)
  return `${scrubText(text.slice(0, at + 1), profile, pass)}${hideWhole(text.slice(at + 1), 'query', pass)}`
}

/** An identifier stays unless it is plainly something else or names somebody. */
function isIdentifier(text: string, pass: Pass): boolean {
  if (!identifier.test(text)) return false
  if (pass.clean.has(text, 'log', pass.known)) return true
  return detect(text, 'log', pass.known).every(
    (hit) => hit.class.startsWith('ipv') || hit.class === 'mac' || pass.isReadable(hit),
  )
}

/** JSON written into a string is walked like the rest; undefined when the string is none. */
function scrubEmbedded(
  text: string,
  profile: Profile,
  pass: Pass,
  depth: number,
): string | undefined {
  const first = text.trimStart()[0]
  if ((first !== '{' && first !== '[') || text.length > longestEmbedded) return undefined
  const parsed = parse(text)
  if (parsed === null || typeof parsed !== 'object') return undefined
  const next = walk(parsed, noName, profile, { ...pass, ownKeys: false }, depth + 1)
  return scrubText(next === parsed ? text : JSON.stringify(next), profile, pass)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function scrubNumber(value: unknown, digits: string, path: readonly string[], pass: Pass): unknown {
  const policy = policyOf(path)
  if (policy.act === 'keep' && isMeasure(path)) return value
  if (policy.act === 'hide' && !isCount(path)) return hideLeaf(digits, policy.class, pass)
  if (digits.length < 7) return value
  const hits = detect(digits, 'log', pass.known).filter((hit) => !pass.isReadable(hit))
  return hits.length === 0 ? value : scrubText(digits, 'log', pass)
}

/** What is measured, not given: any figure may look like a card. */
function isMeasure(path: readonly string[]): boolean {
  return /(?:duration|bytes|sequence|timestamp|nano)$/i.test(path.at(-1) ?? '')
}

/** A number under a plural, as in `users: 42`, counts. */
function isCount(path: readonly string[]): boolean {
  return path.at(-1)?.endsWith('s') ?? false
}

/** A number that `JSON.rawJSON` keeps as it was written. */
function isRaw(value: object): value is { readonly rawJSON: string } {
  const json = JSON as unknown as { readonly isRawJSON: (candidate: unknown) => boolean }
  return json.isRawJSON(value)
}
