import type { Block } from './blocks.ts'
import { isSmallWord, isTurkishSuffix } from './central/letters.ts'
import { cue } from './cues.ts'
import { flag, levelOf } from './packed.ts'
import { type Reading, verdict } from './judge.ts'
import { isLowerSurname, isNoble } from './surname.ts'
import { isIntroduced } from './surroundings.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

/** Words that stand together as one name: `from` to `to`, the latter not included. */
export interface Run {
  from: number
  to: number
  class: 'person' | 'organisation' | 'place' | 'address'
  /** Where it ends in the text when that is behind its last word. */
  end?: number
}

const anyName = flag.given | flag.family | flag.place
const most = 8

/** The name around the word at `i`, grown to both sides over what belongs to it. */
export function runAround(reading: Reading, i: number, block: Block, floor: number): Run {
  const { words, verdicts } = reading
  let from = i
  for (let n = 0; n < most && from > floor && isLinked(words, from); n++) {
    const step = stepLeft(reading, from, block, floor)
    if (step === from) break
    from = step
  }
  let to = i + 1
  for (let n = 0; n < most && to < block.to; n++) {
    const step = stepRight(reading, from, to, block)
    if (step === to) break
    to = step
  }
  from = headBefore(reading, from, block, floor)
  from = stateBefore(reading, from, block, floor)
  let hasPlace = false
  let hasName = (words.bits[from]! & flag.given) !== 0
  for (let k = from; k < to; k++) {
    if (verdicts[k] === verdict.place) hasPlace = true
    else if ((words.bits[k]! & (flag.given | flag.place)) === flag.given) hasName = true
  }
  return { from, to, class: hasPlace && !hasName ? 'place' : 'person' }
}

/** Words with capitals before a name that is no first name: `Hoteles Brisamar`, `Cooperativa Valle Alto`. */
function headBefore(
  { words, verdicts }: Reading,
  from: number,
  block: Block,
  floor: number,
): number {
  if (block.flat || block.titled || words.bits[from]! & flag.given) return from
  let at = from
  for (let n = 0; n < 3 && at > floor && words.gap[at] === gap.space; n++) {
    const form = words.shape[at - 1]
    const isCompany = (words.hints[at - 1]! & cue.company) !== 0
    if (
      form !== shape.capital ||
      (verdicts[at - 1] !== verdict.joins && !isCompany) ||
      (block.german && !isCompany)
    )
      break
    at--
  }
  return at
}

/** `Republic of` and the like before the name of a country. */
function stateBefore(
  { words, verdicts }: Reading,
  from: number,
  block: Block,
  floor: number,
): number {
  if (verdicts[from] !== verdict.place) return from
  let at = from
  for (
    let n = 0;
    n < 2 && at - 1 > floor && words.hints[at - 1]! & cue.within && words.gap[at] === gap.space;
    n++
  )
    at--
  if (at === from) return from
  let head = at
  while (
    head > floor &&
    words.hints[head - 1]! & cue.placeHead &&
    (block.flat || words.shape[head - 1] !== shape.lower || words.gap[head - 1] === gap.apostrophe)
  )
    head--
  return head === at ? from : head
}

/** Whether the word and the one before it can be parts of one name. */
function isLinked({ gap: gaps, shape: shapes }: Words, i: number): boolean {
  const before = gaps[i]!
  if (before === gap.dot) return shapes[i - 1] === shape.initial
  return before === gap.space || before === gap.hyphen || before === gap.apostrophe
}

function stepLeft(reading: Reading, from: number, block: Block, floor: number): number {
  const { words, verdicts } = reading
  const at = from - 1
  if (isPart(reading, at, block, from)) return at
  const cues = words.hints[at]!
  if (cues & cue.placeHead && words.shape[at] !== shape.lower && words.gap[from] !== gap.dot)
    return at
  if (cues & cue.placeHead && block.flat && verdicts[from] === verdict.place) return at
  if (
    cues & cue.particle &&
    cues & cue.noble &&
    words.gap[from] === gap.space &&
    (block.english || isNoble(words, at))
  ) {
    const further = at > floor && words.hints[at - 1]! & cue.noble ? at - 1 : at
    return further > floor &&
      words.gap[further] === gap.space &&
      isPart(reading, further - 1, block, further)
      ? further - 1
      : further
  }
  const isParticle =
    cues & cue.particle && (words.shape[at] === shape.lower || words.shape[at] === shape.capital)
  if (isParticle && at > floor && isLinked(words, at)) {
    if (isPart(reading, at - 1, block, at) && words.bits[at - 1]! !== 0) return at - 1
    if (words.hints[at - 1]! & cue.particle && at - 1 > floor && isPart(reading, at - 2, block, at))
      return at - 2
  }
  return isParticle && words.shape[at] === shape.capital && words.gap[from] !== gap.dot ? at : from
}

/** Whether the word left of a name belongs to it. */
function isPart({ words, verdicts }: Reading, at: number, block: Block, from: number): boolean {
  const said = verdicts[at]!
  if (said >= verdict.name) return true
  if (said !== verdict.joins) return false
  if (words.gap[from] === gap.hyphen || words.gap[from] === gap.apostrophe) return true
  if (words.shape[at] === shape.initial) {
    const isPreposition = !block.english && words.gap[from] === gap.space
    return (
      words.gap[at] !== gap.apostrophe &&
      !(isPreposition && isSmallWord(words.text[words.start[at]!]!))
    )
  }
  if (words.shape[at] === shape.lower && !block.flat) return false
  const bits = words.bits[at]!
  if (block.flat && !block.english && words.hints[at]! & cue.introduces) return false
  if (block.flat)
    return (
      (bits & (block.english ? flag.given | flag.place : anyName)) !== 0 &&
      (levelOf(bits, block.english) <
        (bits & (flag.given | flag.place) || words.shape[at] === shape.upper ? 3 : 1) ||
        isIntroduced(words, at))
    )
  return (bits & anyName) !== 0 || bits === 0
}

function stepRight(reading: Reading, from: number, to: number, block: Block): number {
  const { words } = reading
  if (!isRightLink(words, to)) return to
  if (follows(reading, from, to, block)) return to + 1
  const cues = words.hints[to]!
  if (cues & cue.suffix && words.shape[to] !== shape.lower) return to + 1
  for (let skip = 1; skip < 4; skip++) {
    if (to + skip >= block.to || !isBetween(reading, from, to + skip - 1, block)) return to
    const joint = words.gap[to + skip]
    if (
      joint !== gap.space &&
      joint !== gap.apostrophe &&
      joint !== gap.hyphen &&
      joint !== gap.dot
    )
      return to
    if (
      words.shape[to + skip] !== shape.initial &&
      (!block.flat || reading.verdicts[to + skip]! >= verdict.name) &&
      follows(reading, from, to + skip, block)
    )
      return to + skip + 1
  }
  return to
}

/** Small words within a name: particles, and `of the` in the names of countries. */
function isBetween({ words, verdicts }: Reading, from: number, at: number, block: Block): boolean {
  const hints = words.hints[at]!
  if (hints & (block.flat ? cue.noble : cue.particle)) return true
  if (
    hints & cue.and &&
    !block.english &&
    !block.flat &&
    /^[ey]$/.test(words.text.slice(words.start[at], words.end[at]))
  ) {
    return at - from > 1 && (words.bits[at + 1]! & (flag.given | flag.family)) === flag.family
  }
  return (
    (hints & cue.within) !== 0 &&
    !(hints & cue.and) &&
    verdicts[from] === verdict.place &&
    (words.hints[at - 1]! & (cue.placeTail | cue.within)) !== 0
  )
}

function isRightLink({ gap: gaps, shape: shapes, text, start, end }: Words, to: number): boolean {
  const joint = gaps[to]!
  if (joint === gap.apostrophe)
    return shapes[to] !== shape.lower && !isTurkishSuffix(text.slice(start[to], end[to]))
  if (joint === gap.dot) return shapes[to - 1] === shape.initial
  return joint === gap.space || joint === gap.hyphen
}

/** Whether the word right of a name belongs to it. */
function follows(reading: Reading, from: number, at: number, block: Block): boolean {
  const { words, verdicts } = reading
  const said = verdicts[at]!
  const bits = words.bits[at]!
  if (said >= verdict.name) return true
  const isLower = words.shape[at] === shape.lower
  if (words.gap[at] === gap.hyphen && isLower && !block.flat)
    return levelOf(bits, block.english) === 0
  if (words.shape[at] === shape.caseless) return levelOf(bits, false) < 3 && (bits & anyName) !== 0
  if (said !== verdict.joins) return isLower && at - from < 3 && isLowerSurname(reading, at, block)
  if (words.shape[at] === shape.initial)
    return (
      words.gap[at] === gap.space &&
      (block.english || !block.flat || !isSmallWord(words.text[words.start[at]!]!))
    )
  if (words.gap[at] === gap.hyphen || words.gap[at] === gap.apostrophe) return true
  if (block.flat || words.shape[at] === shape.lower) {
    return (
      bits === 0 || ((bits & (flag.family | flag.given)) !== 0 && levelOf(bits, block.english) < 3)
    )
  }
  if (bits & anyName || bits === 0 || block.vietnamese) return true
  const head = words.bits[from]!
  if (block.german || block.titled || at - from > 3) return false
  return (head & flag.given) !== 0 ? at - from < 3 : (head & (flag.family | flag.place)) === 0
}
