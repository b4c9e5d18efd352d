import { cue } from './cues.ts'
import { type Ground, isFollowing } from './elements.ts'
import { gap } from './gaps.ts'
import { verdict } from './judge.ts'
import { isState, numberAt } from './numbers.ts'
import { isStreet } from './streets.ts'
import { shape } from './words.ts'

const addressHints = cue.street | cue.streetFirst | cue.unit | cue.zip
const openHints = addressHints | cue.particle | cue.and
const slash = 47

/** Most words of a log at a glance: those in lower case, numbers before such, and numbers of times and the like. */
export function isPassed({ block, reading: { words } }: Ground, i: number): boolean {
  const { shape: shapes, hints, gap: gaps } = words
  const form = shapes[i]!
  if (form > shape.lower || block.flat || hints[i]! & addressHints) return false
  const after = shapes[i + 1]!
  const joint = gaps[i + 1]!
  if (form === shape.lower)
    return after !== shape.number || (joint !== gap.space && joint !== gap.dot)
  if (joint > gap.comma && joint !== gap.hyphen)
    return joint !== gap.glue || words.text.charCodeAt(words.end[i]!) !== slash
  if (gaps[i] === gap.glue && words.text.charCodeAt(words.start[i]! - 1) !== slash) return true
  return (
    after === shape.lower && shapes[i + 2] !== shape.number && (hints[i + 1]! & openHints) === 0
  )
}

/** Whether anything of an address can begin at a word that begins no name: most words are passed over here. */
export function canStart(ground: Ground, i: number): boolean {
  const { block, reading, runs } = ground
  const { shape: shapes, hints, gap: gaps } = reading.words
  const form = shapes[i]!
  const next = i + 1
  const isHinted = (hints[i]! & addressHints) !== 0
  if (form === shape.initial || (isHinted && (block.flat || form !== shape.lower))) return true
  if (next >= block.to) return isHinted
  const after = shapes[next]!
  if (form === shape.number || form === shape.code) {
    if (block.flat)
      return gaps[next]! <= gap.comma || gaps[next] === gap.hyphen || gaps[next] === gap.glue
    return leadsOn(ground, i)
  }
  if (gaps[next] === gap.glue) return isState(reading.words, i)
  if (isHinted || (block.flat && isStreet(reading.words, i))) return true
  if (after === shape.number)
    return (
      (gaps[next] === gap.space || gaps[next] === gap.dot) &&
      (isStreet(reading.words, i) || isState(reading.words, i))
    )
  if (form === shape.lower || !(after === shape.capital || runs.has(next))) return false
  return (
    reading.verdicts[i] !== verdict.plain ||
    isState(reading.words, i) ||
    isNumbered(ground, next) ||
    isNumbered(ground, next + 1)
  )
}

/** Whether a street's name with a number behind it stands there. */
function isNumbered({ reading: { words } }: Ground, i: number): boolean {
  return words.shape[i + 1] === shape.number && isStreet(words, i)
}

/** Whether an address can go on behind the numbers that begin there. */
function leadsOn(ground: Ground, i: number): boolean {
  const { block, reading } = ground
  let element = numberAt(ground, i)
  while (element !== undefined && element.to < block.to) {
    const { to } = element
    const form = reading.words.shape[to]!
    if (form !== shape.number && form !== shape.code) return mayFollow(ground, to)
    element = numberAt(ground, to)
  }
  return false
}

/** Whether a word behind a number can go on with an address. */
function mayFollow(ground: Ground, i: number): boolean {
  const { block, reading, runs } = ground
  const { shape: shapes, hints, gap: gaps } = reading.words
  const form = shapes[i]!
  const next = i + 1
  if (hints[i]! & openHints || runs.has(i) || next >= block.to) return true
  if (form === shape.lower)
    return (gaps[next] === gap.space || gaps[next] === gap.dot) && shapes[next] === shape.number
  if (isState(reading.words, i) || form === shape.initial) return true
  return isFollowing(ground, next)
}
