import type { Profile } from '../domain/redacted.ts'
import type { KnownValue } from '../ports/vault.ts'
import { commonWords } from './common-words.ts'
import type { Hit } from './finder.ts'
import { numberFinder } from './known/numbers.ts'
import { isCalled, isNamed } from './known/titles.ts'
import { foldCase, isDigitCode, isGap, isLetterCode, isRunning, isUnspaced } from './letters.ts'
import { type Term, shieldsOf, termsOf, unambiguous } from './terms.ts'

/** Finds known values in a text whose combining marks are gone. */
export type KnownFinder = (text: string) => readonly Hit[]

/** Knows no value. */
export const nobody: KnownFinder = () => []

const widestGap = 8
const tightGap = /[ ()./_'’-]/
const longestEnding = 3
const mostDigitsBehind = 4

/** What is never learnt and never hidden as a part of something else. */
export interface Readable {
  /** Whole values and words, folded. */
  readonly words: ReadonlySet<string>
  /** Names of more than one word, which stay whole although a word of them is somebody's. */
  readonly names: readonly string[]
}

/**
 * A finder of what is known to name a person: any case, without regard to accents, in parts, in both orders, inflected,
 * shortened and in letters that look the same. Under four characters, numbers, common words and `readable` values never
 * spread alone (section 7 of the design).
 */
export function knownFinder(
  values: readonly KnownValue[],
  readable: Readable,
  profile: Profile = 'log',
): KnownFinder {
  const numbers = numberFinder(values)
  const terms = unambiguous(values.flatMap((item) => rememberedTerms(item, readable.words)))
  if (terms.length === 0) return numbers
  const shields = (how: 'apart' | 'exact'): readonly Term[] =>
    readable.names.flatMap((name) => shieldsOf(name, how))
  // Of the same length, a region's name as it is configured goes before somebody of that name, who goes before it as said.
  const index = indexOf([...shields('exact'), ...terms, ...shields('apart')])
  return (text) => {
    const hits = findTerms(text, index, profile === 'text')
    for (const hit of numbers(text)) hits.push(hit)
    return hits
  }
}

const remembered = new WeakMap<ReadonlySet<string>, Map<string, readonly Term[]>>()
const mostRemembered = 5_000

/** The terms of a value, which is known in call after call. */
function rememberedTerms(item: KnownValue, readable: ReadonlySet<string>): readonly Term[] {
  let terms = remembered.get(readable)
  if (!terms) remembered.set(readable, (terms = new Map()))
  const name = `${item.class}\n${item.value}`
  let found = terms.get(name)
  if (!found) {
    if (terms.size >= mostRemembered) terms.clear()
    terms.set(name, (found = termsOf(item, readable)))
  }
  return found
}

/** Terms by the first characters of their first word, at most three; the longest come first. */
interface TermIndex {
  readonly terms: ReadonlyMap<number, readonly Term[]>
  /** By the low bits of a key: 0 where no term begins so. */
  readonly seen: Uint8Array
}

function indexOf(all: readonly Term[]): TermIndex {
  const terms = new Map<number, Term[]>()
  const seen = new Uint8Array(65_536)
  for (const term of all.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    const word = term.words[0]!
    const key = keyOf(word, 0, Math.min(word.length, 3))
    const list = terms.get(key)
    if (list) list.push(term)
    else terms.set(key, [term])
    seen[key & 65_535] = 1
  }
  return { terms, seen }
}

function keyOf(text: string, at: number, length: number): number {
  let key = length
  for (let i = 0; i < length; i++) key = key * 131 + (text.charCodeAt(at + i) || 0)
  return key
}

function findTerms(raw: string, { terms, seen }: TermIndex, isSpoken: boolean): Hit[] {
  const text = foldCase(raw)
  const hits: Hit[] = []
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // Most characters are letters within a word, where nothing begins.
    if (code < 48 || (code > 57 && code < 97) || (code > 122 && code < 128)) continue
    if (i > 0 && continues(text.charCodeAt(i - 1), code)) continue
    for (let length = 3; length > 0; length--) {
      const key = keyOf(text, i, length)
      if (seen[key & 65_535] === 0) continue
      const hit = hitAt(text, i, terms.get(key), raw, isSpoken)
      if (hit === undefined) continue
      if (hit.class !== '') hits.push(hit)
      i = hit.end - 1
      break
    }
  }
  return hits
}

function hitAt(
  text: string,
  start: number,
  terms: readonly Term[] = [],
  raw: string,
  isSpoken: boolean,
): Hit | undefined {
  for (const term of terms) {
    const end = termEnd(text, start, term)
    if (end === -1 || isInHex(text, start, end)) continue
    if (term.how === 'exact' && text.slice(start, end) !== term.whole) continue
    if (term.how === 'called') {
      if (!isCalled(text, start, end) && !isNamed(raw, term.words[0]!, start, end, isSpoken))
        continue
    }
    if (term.how === 'cased' && !/^\p{Lu}.*\P{L}\p{Lu}/su.test(raw.slice(start, end))) continue
    return { start, end, class: term.class, value: term.whole, known: true }
  }
  return undefined
}

function continues(left: number, right: number): boolean {
  if (left < 128 && right < 128) {
    const isDigit = left >= 48 && left <= 57
    if (isDigit) return right >= 48 && right <= 57
    return left >= 97 && left <= 122 && right >= 97 && right <= 122
  }
  if (isDigitCode(left)) return isDigitCode(right)
  if (!isLetterCode(left) || !isLetterCode(right)) return false
  return !(isBoundless(left) || isBoundless(right))
}

function isBoundless(code: number): boolean {
  if (code < 0x0e00) return false
  const char = String.fromCharCode(code)
  return isUnspaced(char) || isRunning(char)
}

function termEnd(text: string, from: number, term: Term): number {
  let at = from
  for (let i = 0; i < term.words.length; i++) {
    if (i > 0) {
      const next = gapEnd(text, at, term)
      if (term.how === 'apart' && next === at) return -1
      if (term.how === 'dotted' && !text.slice(at, next).includes('.')) return -1
      at = next
    }
    if (!text.startsWith(term.words[i]!, at)) return -1
    at += term.words[i]!.length
  }
  const end = endingEnd(text, at, term)
  if (end === -1) return -1
  return end > at && commonWords.has(text.slice(from, end)) ? -1 : end
}

/** Where the word ends with what its language adds to it, and the number of a log-in name; -1 when it is another word. */
function endingEnd(text: string, at: number, { endings }: Term): number {
  const last = text.charCodeAt(at - 1)
  let end = at
  while (end - at <= longestEnding && end < text.length && continues(last, text.charCodeAt(end)))
    end++
  if (!endings.has(text.slice(at, end))) return -1
  if (isDigitCode(last)) return end
  let digits = end
  while (digits - end <= mostDigitsBehind && isDigitCode(text.charCodeAt(digits))) digits++
  return digits - end <= mostDigitsBehind && !isLetterCode(text.charCodeAt(digits)) ? digits : end
}

function gapEnd(text: string, from: number, { how }: Term): number {
  let at = from
  if (how === 'tight' || how === 'dotted') {
    while (at - from < 3 && tightGap.test(text[at] ?? '')) at++
  } else while (at - from < widestGap && at < text.length && isGap(text.charCodeAt(at))) at++
  return at
}

const hexRun = /[0-9a-f-]/

/** True for `dade` in a trace id or a digest: part of a run of at least 16 hexadecimal digits. */
function isInHex(text: string, start: number, end: number): boolean {
  if (!/^[a-f]+\d*$/.test(text.slice(start, end))) return false
  let from = start
  let to = end
  while (from > 0 && start - from < 64 && hexRun.test(text[from - 1]!)) from--
  while (to < text.length && to - end < 64 && hexRun.test(text[to]!)) to++
  const run = text.slice(from, to).replaceAll('-', '')
  return run.length >= 16 && /\d/.test(run)
}

function lengthOf(term: Term): number {
  return term.words.join(' ').length
}
