import type { KnownValue } from '../ports/vault.ts'
import { commonWords } from './common-words.ts'
import type { Hit } from './finder.ts'

/** Finds known values in a text. */
export type KnownFinder = (text: string) => readonly Hit[]

/** Words in a row, as they may be written apart; `whole` is what the token is made from. */
interface Term {
  readonly words: readonly string[]
  readonly class: string
  readonly whole: string
}

const leastLength = 4
const mostWords = 6
const personal = /^(?:person|name|user|email|customer-name|reporter)$/
const numeric = /^(?:phone|card|iban|account|[a-z]{2}-[a-z]+)$/

/**
 * A finder of what is known to name a person: any case, without regard to accents, in parts and in both orders.
 * Under four characters, numbers, common words and `readable` values never spread (section 7 of the design).
 */
export function knownFinder(
  values: readonly KnownValue[],
  readable: ReadonlySet<string>,
): KnownFinder {
  const terms = unambiguous(values.flatMap((item) => termsOf(item, readable)))
  if (terms.length === 0) return () => []
  const index = new Map<number, Term[]>()
  const seen = new Uint8Array(65_536)
  for (const term of terms.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    const key = keyOf(term.words[0]!, 0)
    seen[key] = 1
    index.set(key, [...(index.get(key) ?? []), term])
  }
  return (text) => findTerms(text, index, seen)
}

function findTerms(
  text: string,
  index: ReadonlyMap<number, readonly Term[]>,
  seen: Uint8Array,
): Hit[] {
  const folded = foldCase(text)
  const hits: Hit[] = []
  for (let i = 0; i < folded.length; i++) {
    const key = keyOf(folded, i)
    if (seen[key] === 0 || isInside(folded, i)) continue
    for (const term of index.get(key) ?? []) {
      const end = termEnd(folded, i, term)
      if (end === -1) continue
      hits.push({ start: i, end, class: term.class, value: term.whole })
      i = end - 1
      break
    }
  }
  return hits
}

function keyOf(text: string, at: number): number {
  return (text.charCodeAt(at) * 31 + (text.charCodeAt(at + 1) || 0)) & 65_535
}

/** True where a term would begin within a word: after a letter, or a digit after a digit. */
function isInside(text: string, at: number): boolean {
  return at > 0 && continues(text.charCodeAt(at - 1), text.charCodeAt(at))
}

function continues(left: number, right: number): boolean {
  return (isLetterCode(left) && isLetterCode(right)) || (isDigitCode(left) && isDigitCode(right))
}

function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLetterCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code > 127 && /\p{L}/u.test(String.fromCharCode(code)))
}

function termEnd(text: string, from: number, term: Term): number {
  let at = from
  for (let i = 0; i < term.words.length; i++) {
    if (i > 0) for (let gap = 0; gap < 3 && isSeparator(text.charCodeAt(at)); gap++) at++
    if (!text.startsWith(term.words[i]!, at)) return -1
    at += term.words[i]!.length
  }
  return at < text.length && continues(text.charCodeAt(at - 1), text.charCodeAt(at)) ? -1 : at
}

function isSeparator(code: number): boolean {
  return (
    (code >= 32 && code <= 34) ||
    code === 39 ||
    (code >= 40 && code <= 47) ||
    code === 95 ||
    code === 9 ||
    code === 10
  )
}

function termsOf(item: KnownValue, readable: ReadonlySet<string>): readonly Term[] {
  const whole = foldCase(item.value.normalize('NFKC')).trim()
  if (readable.has(whole)) return []
  const spreads = (words: readonly string[]): boolean => {
    const joined = words.join('')
    if (joined.length < leastLength || /^\d+$/.test(joined) || readable.has(words.join(' ')))
      return false
    return words.length > 1 || !(commonWords.has(joined) || readable.has(joined))
  }
  if (numeric.test(item.class)) {
    const digits = whole.replace(/[^a-z0-9]/g, '')
    return digits.length >= 7
      ? [{ words: Array.from(digits), class: item.class, whole: item.value }]
      : []
  }
  const at = whole.lastIndexOf('@')
  const words = wordsOf(at > 0 ? whole.slice(0, at) : whole)
  const sequences: (readonly string[])[] = [words]
  if (at > 0) sequences.push(wordsOf(whole))
  if (personal.test(item.class) || at > 0) sequences.push(...partsOf(words))
  return sequences
    .filter(spreads)
    .map((sequence) => ({ words: sequence, class: item.class, whole: item.value }))
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** Each word alone, the reverse, and the usual log-in names: `mlopez`, `lopezm`, `m lopez`. */
function partsOf(words: readonly string[]): readonly (readonly string[])[] {
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  const alone = words.filter((word) => /^\D+$/.test(word)).map((word) => [word])
  if (words.length < 2 || words.length > mostWords) return alone
  return [
    ...alone,
    words.toReversed(),
    [first, last],
    [last, first],
    ...(last.length >= leastLength
      ? [[`${first[0]}${last}`], [`${last}${first[0]}`], [first[0]!, last]]
      : []),
  ]
}

/** A part that stands in two different values gets a token of its own. */
function unambiguous(terms: readonly Term[]): readonly Term[] {
  const byWords = new Map<string, Term>()
  for (const term of terms) {
    const key = term.words.join(' ')
    const other = byWords.get(key)
    if (!other) byWords.set(key, term)
    else if (other.whole !== term.whole && other.class === term.class) {
      byWords.set(key, { ...term, whole: key })
    }
  }
  return [...byWords.values()]
}

function lengthOf(term: Term): number {
  return term.words.join(' ').length
}

const folds = new Map<string, string>()

/** Lower case without accents, character by character, so that places stay the same (`İ` would become two). */
export function foldCase(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text.toLowerCase()
  return text.replace(/[A-Z\u0080-\uffff]/g, foldUnit)
}

function foldUnit(unit: string): string {
  let folded = folds.get(unit)
  if (folded === undefined) {
    const base = unit.normalize('NFKD')[0]!.toLowerCase()
    folded = base.length === 1 ? base : unit
    folds.set(unit, folded)
  }
  return folded
}
