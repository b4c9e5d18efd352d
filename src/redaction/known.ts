import type { KnownValue } from '../ports/vault.ts'
import type { Hit } from './finder.ts'
import { foldCase, isDigitCode, isGap, isLetterCode, isUnspaced } from './letters.ts'
import { type Term, termsOf, unambiguous } from './terms.ts'

/** Finds known values in a text whose combining marks are gone. */
export type KnownFinder = (text: string) => readonly Hit[]

/** Knows no value. */
export const nobody: KnownFinder = () => []

const widestGap = 8
const tightGap = /[ ()./_-]/

/**
 * A finder of what is known to name a person: any case, without regard to accents, in parts and in both orders.
 * Under four characters, numbers, common words and `readable` values never spread (section 7 of the design).
 */
export function knownFinder(
  values: readonly KnownValue[],
  readable: ReadonlySet<string>,
): KnownFinder {
  const terms = unambiguous(values.flatMap((item) => termsOf(item, readable)))
  if (terms.length === 0) return nobody
  const index = new Map<number, Term[]>()
  for (const term of terms.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    const first = term.words[0]!
    const key = first.length === 1 ? singleKey(first, 0) : keyOf(first, 0)
    const list = index.get(key)
    if (list) list.push(term)
    else index.set(key, [term])
  }
  const seen = new Uint8Array(65_536)
  for (const key of index.keys()) seen[key] = 1
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
    const single = singleKey(folded, i)
    if ((seen[key] === 0 && seen[single] === 0) || isInside(folded, i)) continue
    const hit = hitAt(folded, i, index.get(key)) ?? hitAt(folded, i, index.get(single))
    if (hit === undefined) continue
    hits.push(hit)
    i = hit.end - 1
  }
  return hits
}

function hitAt(text: string, start: number, terms: readonly Term[] = []): Hit | undefined {
  for (const term of terms) {
    const end = termEnd(text, start, term)
    if (end !== -1 && !isInHex(text, start, end)) {
      return { start, end, class: term.class, value: term.whole }
    }
  }
  return undefined
}

function keyOf(text: string, at: number): number {
  return (text.charCodeAt(at) * 31 + (text.charCodeAt(at + 1) || 0)) & 65_535
}

/** The key of terms that begin with a word of one character. */
function singleKey(text: string, at: number): number {
  return (text.charCodeAt(at) * 31) & 65_535
}

/** True where a term would begin within a word: after a letter, or a digit after a digit. */
function isInside(text: string, at: number): boolean {
  return at > 0 && continues(text.charCodeAt(at - 1), text.charCodeAt(at))
}

function continues(left: number, right: number): boolean {
  if (isDigitCode(left)) return isDigitCode(right)
  if (!isLetterCode(left) || !isLetterCode(right)) return false
  return !(
    (left > 0x10ff && isUnspaced(String.fromCharCode(left))) ||
    (right > 0x10ff && isUnspaced(String.fromCharCode(right)))
  )
}

function termEnd(text: string, from: number, term: Term): number {
  let at = from
  for (let i = 0; i < term.words.length; i++) {
    if (i > 0) at = gapEnd(text, at, term)
    if (!text.startsWith(term.words[i]!, at)) return -1
    at += term.words[i]!.length
  }
  return at < text.length && continues(text.charCodeAt(at - 1), text.charCodeAt(at)) ? -1 : at
}

function gapEnd(text: string, from: number, { tight }: Term): number {
  let at = from
  if (tight) while (at - from < 3 && tightGap.test(text[at] ?? '')) at++
  else while (at - from < widestGap && at < text.length && isGap(text.charCodeAt(at))) at++
  return at
}

const hexRun = /[0-9a-f-]/

/** True for `dade` in a trace id or a digest: part of a run of at least 16 hexadecimal digits. */
function isInHex(text: string, start: number, end: number): boolean {
  if (!/^[a-f]+$/.test(text.slice(start, end))) return false
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
