import { codesOf } from '../codes.ts'
import { cueOf } from './cues.ts'
import { gap, gapOf } from './gaps.ts'
import { bases, hashEnd, hashSeed, hashStep, kind, kindOf, kinds, prepareLetters } from './fold.ts'
import type { Slots } from './packed.ts'

/** How a word is written. */
export const shape = {
  number: 0,
  lower: 1,
  capital: 2,
  upper: 3,
  /** Capitals within, as in `McKay` or `camelCase`. */
  mixed: 4,
  caseless: 5,
  /** Letters and digits. */
  code: 6,
  east: 7,
  initial: 8,
} as const

/** The words of a text, one place in each array for each. */
export interface Words {
  readonly text: string
  readonly count: number
  readonly start: Int32Array
  readonly end: Int32Array
  /** What it tells about its neighbours, as in `cue`. */
  readonly hints: Int32Array
  /** What the vocabulary knows of it. */
  readonly bits: Uint8Array
  readonly shape: Uint8Array
  readonly gap: Uint8Array
}

/** Arrays of no more bytes than 64 are made without asking the system for memory. */
const leastRoom = 16

/** Splits a text into runs of letters and digits and looks each up, in one pass over its units. */
export function wordsOf(text: string, vocabulary: Slots): Words {
  prepareLetters()
  const codes = codesOf(text)
  const length = text.length
  let room = Math.max(leastRoom, length >> 2)
  let arrays = allocate(room)
  let { start: starts, end: ends, hints, bits, shape: shapes, gap: gaps } = arrays
  let count = 0
  let last = 0
  for (let i = 0; i < length;) {
    const head = codes[i]!
    const first = head < 128 ? kinds[head]! : kindOf(head)
    if (first === kind.other || first === kind.mark) {
      i++
      continue
    }
    const start = i++
    const isEast = first === kind.east
    let seen = 1 << first
    const base = isEast ? head : bases[head]!
    let hash = base === 0 ? hashSeed : hashStep(hashSeed, base)
    for (; i < length; i++) {
      const code = codes[i]!
      if (isEast) {
        if (kindOf(code) !== kind.east) break
        hash = hashStep(hash, code)
        continue
      }
      if (code > 96 && code < 123) {
        seen |= laterLower
        hash = hashStep(hash, code)
        continue
      }
      if (code < 58) {
        if (code > 47) seen |= laterDigit
        else if (!isInWord(text, i)) break
        continue
      }
      const each = code < 128 ? kinds[code]! : kindOf(code)
      if (each === kind.east || (each === kind.other && !isInWord(text, i))) break
      if (each === kind.other) continue
      seen |= 256 << each
      const next = bases[code]!
      if (next !== 0) hash = hashStep(hash, next)
    }
    if (count === room) {
      room *= 2
      arrays = grown(arrays, room)
      ;({ start: starts, end: ends, hints, bits, shape: shapes, gap: gaps } = arrays)
    }
    const form = isEast ? shape.east : shapeOf(seen)
    starts[count] = start
    ends[count] = i
    hash = hashEnd(hash)
    shapes[count] = form
    if (form !== shape.number) {
      hints[count] = cueOf(hash)
      if (form !== shape.initial) bits[count] = vocabulary.get(hash)
    }
    gaps[count] =
      count === 0
        ? gap.begin
        : start - last === 1 && codes[last] === 32
          ? gap.space
          : gapOf(text, last, start)
    last = i
    count++
  }
  return { text, count, ...arrays }
}

const laterLower = 256 << kind.lower
const laterDigit = 256 << kind.digit

/** An apostrophe between two Cyrillic letters is one of the word. */
function isInWord(text: string, i: number): boolean {
  const code = text.charCodeAt(i)
  if (code !== 39 && code !== 0x2019) return false
  return isCyrillic(text.charCodeAt(i - 1)) && isCyrillic(text.charCodeAt(i + 1))
}

function isCyrillic(code: number): boolean {
  return code >= 0x400 && code < 0x530
}

const first = 1
const later = 256
const caseless = (first | later) << kind.caseless
const digit = (first | later) << kind.digit
const lower = later << kind.lower
const upper = later << kind.upper

/** From the kinds seen, those of the first unit in the low byte and those of the others in the next. */
function shapeOf(seen: number): number {
  if (seen & digit) return seen & ~digit ? shape.code : shape.number
  if (seen & caseless) return shape.caseless
  if (seen & upper) return seen & (lower | (first << kind.lower)) ? shape.mixed : shape.upper
  if (seen & (first << kind.lower)) return shape.lower
  return seen & lower ? shape.capital : shape.initial
}

function allocate(room: number): Omit<Words, 'text' | 'count'> {
  return {
    start: new Int32Array(room),
    end: new Int32Array(room),
    hints: new Int32Array(room),
    bits: new Uint8Array(room),
    shape: new Uint8Array(room),
    gap: new Uint8Array(room),
  }
}

function grown(before: Omit<Words, 'text' | 'count'>, room: number): Omit<Words, 'text' | 'count'> {
  const after = allocate(room)
  for (const name of ['start', 'end', 'hints', 'bits', 'shape', 'gap'] as const) {
    after[name].set(before[name])
  }
  return after
}
