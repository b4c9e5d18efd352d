import { cue } from './cues.ts'
import type { Element, Ground } from './elements.ts'
import { isTechnical } from './surroundings.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

const numberCode =
  /^(?:\d{1,5}[a-z]?|\d{1,3}(?:st|nd|rd|th)|[A-Z]{1,2}\d{1,2}[A-Z]?|\d[A-Z]{1,2}|[A-Z]\d[A-Z]|\d[A-Z]\d|\d{4}[A-Z]{2}|[a-z]{1,2}\d{1,2}|\d[a-z]{2}|[A-Z]{2}\d{4,5}|nr?\d{1,4})$/
const later = /^(?:bis|ter|quater|[A-Za-z])$/

/** House numbers and postal codes: `12`, `12b`, `31/4`, `17 bis`, `88010-400`, `779 00`. */
export function numberAt({ reading: { words }, block }: Ground, at: number): Element | undefined {
  if (!isNumber(words, at)) return undefined
  let to = at + 1
  let numbers = 1
  while (to < block.to && to - at < 5) {
    const joint = words.gap[to]!
    const isSlash = joint === gap.glue && words.text[words.end[to - 1]!] === '/'
    if (joint !== gap.space && joint !== gap.hyphen && !isSlash) break
    if (isNumber(words, to)) {
      if (++numbers > 2) return undefined
    } else {
      const part = words.text.slice(words.start[to], words.end[to])
      if (!later.test(part) || (joint === gap.space && part.length < 2)) break
    }
    to++
  }
  return { from: at, to, kind: 'number' }
}

/** A number of an address, not one of a version, a time, a path or a reference. */
export function isNumber(words: Words, i: number): boolean {
  const { text, start, end, gap: gaps, count } = words
  const from = start[i]!
  const to = end[i]!
  const form = words.shape[i]
  if ((form !== shape.number && form !== shape.code) || to - from > 7) return false
  const before = text.charCodeAt(from - 1)
  const after = text.charCodeAt(to)
  if (gaps[i] === gap.glue && before !== slash) return false
  if (i + 1 < count && gaps[i + 1] === gap.glue && after !== slash) return false
  if (before === hash || before === dollar || after === percent) return false
  return form === shape.number ? to - from < 7 : numberCode.test(text.slice(from, to))
}

const [slash, hash, dollar, percent] = Array.from('/#$%', (sign) => sign.charCodeAt(0))

const postBox = /P\.? ?O\.? ?Box #? ?\d{1,7}|(?:USS|USNS|USNV|USCGC) \p{L}{2,20}/iuy

/** `Apt. 5`, `Unit 8505`, `Box 12`, `P.O. Box 12`, `Suite B`, `FPO AE`, and ships with a post office. */
export function unitAt({ reading: { words }, block }: Ground, at: number): Element | undefined {
  const to = boxEnd(words, at) ?? unitEnd(words, at, block.to, block.flat)
  return to === undefined ? undefined : { from: at, to, kind: 'unit' }
}

function boxEnd(words: Words, at: number): number | undefined {
  const first = words.text.charCodeAt(words.start[at]!) | 32
  if (first !== 112 && first !== 117) return undefined
  postBox.lastIndex = words.start[at]!
  if (!postBox.test(words.text)) return undefined
  let to = at + 1
  while (to < words.count && words.end[to]! <= postBox.lastIndex) to++
  return to
}

function unitEnd(words: Words, at: number, limit: number, flat: boolean): number | undefined {
  const { start, end, gap: gaps, hints, shape: shapes } = words
  let to = at
  while (to < limit && to - at < 3 && hints[to]! & cue.unit) {
    if (to > at && gaps[to] !== gap.space && gaps[to] !== gap.dot) break
    to++
  }
  if (to === at || to >= limit || isTechnical(words, at)) return undefined
  const isShort = hints[at]! & cue.vague && gaps[at + 1] !== gap.dot
  if (isShort && at > 0 && gaps[at] !== gap.comma && shapes[at - 1] !== shape.number)
    return undefined
  if (gaps[to] !== gap.space && gaps[to] !== gap.dot && gaps[to] !== gap.mark) return undefined
  const length = end[to]! - start[to]!
  if (shapes[to] === shape.number) {
    const isDecimal = gaps[to + 1] === gap.glue && words.text[end[to]!] === '.'
    return length < 7 && !isDecimal ? to + 1 : undefined
  }
  if (shapes[to] === shape.code)
    return length < 6 && (flat || shapes[at] !== shape.lower) ? to + 1 : undefined
  const isFleet = length === 2 && end[at]! - start[at]! < 4 && (shapes[to] === shape.upper || flat)
  return isFleet && fleet.has(words.text.slice(start[to], end[to]).toLowerCase())
    ? to + 1
    : undefined
}

const fleet = new Set(['aa', 'ae', 'ap'])

/** `AP`, `TX`, `SW`; in an all-lower address only between a number and a name. */
export function stateAt({ reading: { words }, block }: Ground, at: number): Element | undefined {
  const length = words.end[at]! - words.start[at]!
  const isCode =
    isState(words, at) || (block.flat && length === 2 && at > block.from && isNumber(words, at - 1))
  return isCode && !isTechnical(words, at) ? { from: at, to: at + 1, kind: 'state' } : undefined
}

/** Two or three capitals. */
export function isState({ shape: shapes, start, end }: Words, at: number): boolean {
  return shapes[at] === shape.upper && end[at]! - start[at]! < 4
}
