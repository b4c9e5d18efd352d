import type { Profile } from '../domain/redacted.ts'
import { detect } from './engine.ts'
import type { FieldPolicy } from './fields.ts'
import { keyedHit } from './keyed-leaf.ts'
import { hide, hideWhole, type Pass, scrubText } from './scrub.ts'

const typedValues: ReadonlySet<string> = new Set(['stringValue', 'intValue', 'doubleValue'])

/** Attributes of OTLP stand below `stringValue` and the like, which says nothing. */
export function policyOf(path: readonly string[], { fields }: Pass): FieldPolicy {
  return fields(typedValues.has(path.at(-1) ?? '') ? path.slice(0, -1) : path)
}

/** Whole, but under its own class when it is just one value of a class, so that it has the same token everywhere. */
export function hideLeaf(text: string, name: string, pass: Pass): string {
  if (text.trim() === '') return text
  const hits = detect(text, 'log', pass.known)
  if (hits.length === 1 && hits[0]!.start === 0 && hits[0]!.end === text.length) {
    return scrubText(text, 'log', pass)
  }
  if (pass.isReadable({ start: 0, end: text.length, class: name, value: text })) return text
  return hideWhole(text, name, pass)
}

/** The query of a URL goes whole, the rest is looked at. */
export function scrubUrl(text: string, profile: Profile, pass: Pass): string {
  const at = text.search(/[?#]/)
  if (at === -1) return scrubText(text, profile, pass)
  return `${scrubText(text.slice(0, at + 1), profile, pass)}${hideWhole(text.slice(at + 1), 'query', pass)}`
}

const literal = /'(?:[^'\\]|''|\\.){1,2000}'/g

/** What a statement compares with goes, the rest is looked at. */
export function scrubStatement(text: string, profile: Profile, pass: Pass): string {
  const bare = text.replace(literal, (all) => `'${hideWhole(all.slice(1, -1), 'parameter', pass)}'`)
  return scrubText(bare, profile, pass)
}

/** What the name of a member gives away of its value goes, the rest is looked at; undefined when the name says nothing. */
export function scrubNamed(
  text: string,
  path: readonly string[],
  profile: Profile,
  pass: Pass,
): string | undefined {
  const hit = pass.named ? keyedHit(path, text) : undefined
  if (hit === undefined || pass.isReadable(hit)) return undefined
  return [text.slice(0, hit.start), text.slice(hit.end)]
    .map((part) => (part === '' ? '' : scrubText(part, profile, pass)))
    .join(hide(hit.class, hit.value, pass))
}

/** A figure stays one unless its name or its digits say whose it is. */
export function scrubNumber(
  value: unknown,
  digits: string,
  path: readonly string[],
  pass: Pass,
): unknown {
  const policy = policyOf(path, pass)
  if (policy.act === 'keep' && isMeasure(path)) return value
  if (policy.act === 'hide' && !isCount(path)) return hideLeaf(digits, policy.class, pass)
  if (digits.length < 4) return value
  const named = pass.named && policy.act === 'scan' ? keyedHit(path, digits) : undefined
  if (named !== undefined) return hide(named.class, named.value, pass)
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
