import { codesOf } from '../codes.ts'
import { isLetter } from './class.ts'

/** Tells of a word in ASCII letters whether it may matter to the numbers near it; any other word may. */
export type Telling = (text: string, from: number, to: number) => boolean

/** True when a word that may matter stands, at least in part, between two places of a text. */
export type NearWords = (text: string, from: number, to: number) => boolean

interface Found {
  readonly isTelling: Telling
  readonly starts: number[]
  readonly ends: number[]
  /** Where the last answer was found. */
  last: number
}

/** By UTF-16 unit: 1 for ASCII letters and all beyond ASCII. */
const inWord = new Uint8Array(65_536).fill(1)
for (let code = 0; code < 128; code++) inWord[code] = Number(isLetter(code))
const asked: Found[] = []
const askers: NearWords[] = []
let read = ''

/** By the five low bits of the first three letters of a word, whether anybody asks for one that begins so. */
const mayBegin = new Uint8Array(32 * 32 * 32)

/** The place of three letters, given by their five low bits, among `beginnings`; 0 stands behind the end of a word. */
export function beginningOf(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31)
}

/** Looks for such words once in each text, for all that ask together, so that the many numbers of a log cost no search each. */
export function nearWords(isTelling: Telling, beginnings: Iterable<number>): NearWords {
  for (const place of beginnings) mayBegin[place] = 1
  const found: Found = { isTelling, starts: [], ends: [], last: 0 }
  asked.push(found)
  const { starts, ends } = found
  const isNear: NearWords = (text, from, to) => {
    if (text !== read) readAll(text)
    if (ends.length === 0) return false
    let last = found.last
    if (last > 0 && ends[last - 1]! > from) last = firstBehind(ends, from)
    while (last < ends.length && ends[last]! <= from) last++
    found.last = last
    return last < ends.length && starts[last]! < to
  }
  askers.push(isNear)
  return isNear
}

/** True when a word that matters to anybody's numbers stands, at least in part, between two places of a text. */
export const isNearTelling: NearWords = (text, from, to) =>
  askers.some((isNear) => isNear(text, from, to))

function readAll(text: string): void {
  read = text
  for (const found of asked) {
    found.starts.length = 0
    found.ends.length = 0
    found.last = 0
  }
  const codes = codesOf(text)
  const { length } = text
  for (let i = 0; i < length; i++) {
    const first = codes[i]!
    if (inWord[first] === 0) continue
    const start = i
    let all = first
    for (i++; i < length; i++) {
      const code = codes[i]!
      if (inWord[code] === 0) break
      all |= code
    }
    const third = i - start > 2 ? codes[start + 2]! : 0
    if (
      all > 127 ||
      (i - start > 1 && mayBegin[beginningOf(first, codes[start + 1]!, third)] === 1)
    )
      note(text, start, i, all > 127)
  }
}

function note(text: string, start: number, end: number, isForeign: boolean): void {
  for (const { isTelling, starts, ends } of asked) {
    if (!isForeign && !isTelling(text, start, end)) continue
    starts.push(start)
    ends.push(end)
  }
}

/** The first of these places, in order, that is behind that one. */
function firstBehind(places: readonly number[], place: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]! <= place) low = middle + 1
    else high = middle
  }
  return low
}
