import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { streetAt } from './streets.ts'
import { type Reading, verdict } from './judge.ts'
import { isTechnical } from './surroundings.ts'
import { isNumber, numberAt, stateAt, unitAt } from './numbers.ts'
import { flag, levelOf } from './packed.ts'
import type { Run } from './runs.ts'
import { gap } from './gaps.ts'
import { shape } from './words.ts'

/** One part of a postal address: a number, a unit with its number, a street, a name or the code of a state. */
export interface Element {
  readonly from: number
  readonly to: number
  readonly kind: 'number' | 'unit' | 'street' | 'name' | 'state'
  readonly run?: Run
}

/** What stands in a paragraph, word by word. */
export interface Ground {
  readonly reading: Reading
  readonly block: Block
  /** The run that begins at a word. */
  readonly runs: ReadonlyMap<number, Run>
}

const mostWords = 7

/** How much is known before: nothing, a number, or enough for an address. */
export type Open = 'no' | 'numbered' | 'wide'

/** The part of an address that begins at that word. */
export function elementAt(ground: Ground, at: number, open: Open): Element | undefined {
  return (
    numberAt(ground, at) ??
    unitAt(ground, at) ??
    streetAt(ground, at) ??
    namedAt(ground, at, open) ??
    stateAt(ground, at)
  )
}

/** A run of words with a name or a word for streets in it; in an address already begun any capitals up to a break. */
function namedAt(ground: Ground, at: number, open: Open): Element | undefined {
  const { reading, block, runs } = ground
  const { words } = reading
  let to = at
  let run: Run | undefined
  let street = false
  let capitals = 0
  let solid = at
  while (to < block.to && to - at < mostWords) {
    if (to > at && !isStep(words.gap[to]!, words.shape[to - 1]!)) break
    const inner = runs.get(to)
    if (inner) {
      run ??= inner
      capitals += inner.to - inner.from
      to = inner.to
      solid = to
      if (words.hints[to - 1]! & cue.street) street = true
      continue
    }
    const cues = words.hints[to]!
    const high = isHigh(ground, to, open)
    if (cues & cue.street && !isTechnical(words, to) && isStreetWord(ground, to, at, high)) {
      street = true
      if (high) capitals++
      solid = to + 1
    } else if (high && isTitle(reading, to, to > at || open !== 'no')) {
      capitals++
      solid = to + 1
    } else if (to === at || !isFiller(ground, to)) break
    to++
  }
  if (solid === at) return undefined
  const numbered =
    (at > 0 && isNumber(words, at - 1)) || (solid < block.to && isNumber(words, solid))
  if (street && (capitals > 1 || run !== undefined || (numbered && capitals > 0))) {
    return { from: at, to: solid, kind: 'street', ...(run && { run }) }
  }
  if (open === 'wide' && isBreak(ground, solid))
    return { from: at, to: solid, kind: 'name', ...(run && { run }) }
  if (open === 'numbered' && capitals > 0 && !block.flat && isBeforeNumber(ground, solid))
    return { from: at, to: solid, kind: 'street', ...(run && { run }) }
  if (run === undefined || run.from !== at) return undefined
  const isNumbered = solid < block.to && isNumber(words, solid) && words.gap[solid] === gap.space
  return { from: at, to: isNumbered ? solid : run.to, kind: 'name', run }
}

function isHigh({ reading: { words }, block }: Ground, i: number, open: Open): boolean {
  const form = words.shape[i]!
  if (form === shape.east) return false
  if (block.flat) return open !== 'no' && levelOf(words.bits[i]!, false) < (block.english ? 3 : 2)
  return (
    form === shape.capital || form === shape.mixed || form === shape.upper || form === shape.initial
  )
}

/** Whether a word with a capital can stand in a street or a place. */
function isTitle({ words, verdicts }: Reading, i: number, within: boolean): boolean {
  if (verdicts[i] === verdict.joins) return true
  return within && !(words.hints[i]! & (cue.never | cue.unit))
}

function isStreetWord(
  { reading: { words }, block, runs }: Ground,
  i: number,
  at: number,
  high: boolean,
): boolean {
  const hints = words.hints[i]!
  if (i === at && !(hints & cue.streetFirst)) return false
  if (hints & cue.title && i + 1 < block.to && words.shape[i + 1] === shape.capital) return false
  if (block.flat && i > at) return !(hints & cue.vague)
  if (high) return true
  if (i === at) return startsStreet(words, i, runs)
  return (
    levelOf(words.bits[i]!, true) < 3 ||
    (i + 1 < block.to && isNumber(words, i + 1)) ||
    (at > 0 && isNumber(words, at - 1))
  )
}

/** Small words within a name of a place, and foreign ones in an English text. */
function isFiller({ reading: { words }, block }: Ground, i: number): boolean {
  if (words.hints[i]! & (cue.particle | cue.within)) return true
  const bits = words.bits[i]!
  return words.shape[i] === shape.lower && block.english && !(bits & (flag.english | flag.term))
}

/** Whether the word behind one with a capital leaves it a street: a number, another such word or what goes between. */
export function isFollowing(ground: Ground, i: number): boolean {
  const { words } = ground.reading
  if (isBeforeNumber(ground, i)) return true
  if (!isStep(words.gap[i]!, words.shape[i - 1]!)) return false
  return (
    ground.runs.has(i) ||
    (words.hints[i]! & cue.street) !== 0 ||
    isHigh(ground, i, 'numbered') ||
    isFiller(ground, i)
  )
}

/** The end of a line or of a part between commas. */
function isBreak({ reading: { words }, block }: Ground, i: number): boolean {
  if (i >= block.to) return true
  const joint = words.gap[i]!
  return (
    joint === gap.line ||
    joint === gap.comma ||
    joint === gap.stop ||
    joint === gap.dot ||
    isBeforeNumber({ reading: { words }, block }, i)
  )
}

function isBeforeNumber(
  { reading: { words }, block }: Pick<Ground, 'block'> & { reading: Pick<Reading, 'words'> },
  i: number,
): boolean {
  return (
    i < block.to &&
    words.gap[i] === gap.space &&
    (isNumber(words, i) || (words.hints[i]! & cue.unit) !== 0)
  )
}

/** A word for streets in lower case that begins one: `rue de la Paix`, `via Roma`. */
function startsStreet(
  words: Reading['words'],
  at: number,
  runs: ReadonlyMap<number, Run>,
): boolean {
  for (let next = at + 1; next < at + 4 && next < words.count; next++) {
    if (runs.has(next) || words.shape[next] === shape.capital) return true
    if (!(words.hints[next]! & cue.particle)) return false
  }
  return false
}

function isStep(joint: number, before: number): boolean {
  return (
    joint === gap.space ||
    joint === gap.hyphen ||
    joint === gap.apostrophe ||
    (joint === gap.dot && before !== shape.number)
  )
}
