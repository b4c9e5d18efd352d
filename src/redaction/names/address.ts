import { isLetter } from '../classes/class.ts'
import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { type Element, elementAt, type Ground, type Open } from './elements.ts'
import { cornerBefore } from './edges.ts'
import type { Reading } from './judge.ts'
import { flag } from './packed.ts'
import type { Run } from './runs.ts'
import { canStart, isPassed } from './starts.ts'
import { gap } from './gaps.ts'
import { shape } from './words.ts'

const mostElements = 14

/** The runs of a paragraph, in order, with those that stand in a postal address joined into it. */
export function addressesOf(reading: Reading, runs: readonly Run[], block: Block): readonly Run[] {
  const ground: Ground = { reading, block, runs: new Map(runs.map((run) => [run.from, run])) }
  const result: Run[] = []
  for (let i = block.from; i < block.to;) {
    const field = runs.length > 0 ? ground.runs.get(i) : undefined
    if (field === undefined && (isPassed(ground, i) || !canStart(ground, i))) {
      i++
      continue
    }
    if (field?.class === 'address') {
      result.push(field)
      i = field.to
      continue
    }
    const coded = codeAt(ground, i)
    if (coded) {
      const whole = ground.runs.get(coded.from) ?? coded
      result.push(whole)
      i = whole.to
      continue
    }
    const chain = chainAt(ground, i)
    if (chain.length === 0) {
      i++
      continue
    }
    if (chain.length > 1 || chain[0]!.kind !== 'number') result.push(...resolved(ground, chain))
    i = chain.at(-1)!.to
  }
  return result
}

/** Parts of an address that follow each other. */
function chainAt(ground: Ground, at: number): readonly Element[] {
  const { words } = ground.reading
  const first = elementAt(ground, at, 'no')
  if (!first || (first.kind === 'number' && isLetter(words.text.charCodeAt(words.start[at]!))))
    return []
  const chain = [first]
  while (chain.length < mostElements) {
    const { to } = chain.at(-1)!
    if (to >= ground.block.to) break
    const joint = words.gap[to]!
    if (words.hints[to]! & cue.and && joint === gap.space && to + 1 < ground.block.to) {
      const other = elementAt(ground, to + 1, 'no')
      const crossing = other?.kind === 'number' ? elementAt(ground, other.to, 'numbered') : other
      const isCrossing =
        crossing?.kind === 'street' ||
        (crossing?.kind === 'name' && elementAt(ground, crossing.to, 'no')?.kind === 'number')
      if (!other || !isCrossing) break
      chain.push(other)
      continue
    }
    if (!isJoint(ground, to)) break
    const next = elementAt(ground, to, openAfter(words.gap, chain))
    if (
      !next ||
      (next.kind === 'number' &&
        next.to - next.from > 1 &&
        joint === gap.line &&
        isAnchored(words.gap, chain))
    )
      break
    chain.push(next)
  }
  return chain
}

/** Whether an address may go on over what stands before that word: a full stop only behind an abbreviation. */
function isJoint({ reading: { words } }: Ground, at: number): boolean {
  const joint = words.gap[at]!
  if (joint === gap.dot)
    return (words.hints[at - 1]! & (cue.unit | cue.street | cue.streetFirst)) !== 0
  return (
    joint === gap.space ||
    joint === gap.comma ||
    joint === gap.line ||
    joint === gap.hyphen ||
    joint === gap.mark
  )
}

/** How freely the next part may be read: widely once an address is plain. */
function openAfter(gaps: Uint8Array, chain: readonly Element[]): Open {
  if (isAnchored(gaps, chain)) return 'wide'
  return chain.at(-1)!.kind === 'number' ? 'numbered' : 'no'
}

/** The address in a chain, with names before it apart; the names alone when it is none. */
function resolved(ground: Ground, chain: readonly Element[]): readonly Run[] {
  const { words } = ground.reading
  let from = 0
  let to = chain.length
  while (from < to && !leads(ground, chain, from)) from++
  while (to > from && !trails(ground, chain, to - 1)) to--
  const inner = chain.slice(from, to)
  const before = chain.slice(0, from).flatMap(({ run }) => run ?? [])
  const after = chain.slice(to).flatMap(({ run }) => run ?? [])
  if (inner.length === 0 || !isAnchored(words.gap, inner))
    return chain.flatMap(({ run }) => run ?? [])
  const first = cornerBefore(words, ground.block, inner[0]!.from)
  const line = nameLineBefore(ground, first)
  if (line && before.length === 0) before.push(line)
  return [
    ...before,
    {
      from: cornerBefore(words, ground.block, inner[0]!.from),
      to: inner.at(-1)!.to,
      class: 'address',
    },
    ...after,
  ]
}

/** The line above an address, when it is a name in capitals or, among words in lower case, a short one. */
function nameLineBefore({ reading: { words }, block, runs }: Ground, at: number): Run | undefined {
  const joint = words.gap[at]!
  if (at === block.from && joint !== gap.blankLine) return undefined
  if (joint !== gap.line && joint !== gap.blankLine) return undefined
  let from = at
  while (
    from > 0 &&
    at - from < 6 &&
    (from === at || (words.gap[from] !== gap.line && words.gap[from] !== gap.blankLine))
  ) {
    from--
    const form = words.shape[from]!
    const isSmall = (words.hints[from]! & (cue.and | cue.particle | cue.within)) !== 0
    if (runs.has(from) || form === shape.number) return undefined
    if (form === shape.lower && !isSmall && !block.flat) return undefined
    if (words.text.charCodeAt(words.end[from]!) === 58) return undefined
  }
  const isLine = from === 0 || words.gap[from] === gap.line || words.gap[from] === gap.blankLine
  return isLine && from < at ? { from, to: at, class: 'organisation' } : undefined
}

/** Whether an address can begin with that part: not with a line of its own that names somebody. */
function leads({ reading: { words } }: Ground, chain: readonly Element[], at: number): boolean {
  const { kind, run, from } = chain[at]!
  const next = chain[at + 1]
  if (kind === 'unit' || kind === 'street') return true
  if (kind === 'state') return false
  const joint = next === undefined ? gap.begin : words.gap[next.from]!
  if (kind === 'number')
    return (
      next !== undefined &&
      (joint === gap.space || joint === gap.comma) &&
      (next.kind !== 'state' || chain[at + 2]?.kind === 'name')
    )
  if (
    joint !== gap.space &&
    (run?.class === 'organisation' || (joint === gap.line && next?.kind === 'number'))
  )
    return false
  if (
    next?.kind === 'unit' &&
    run !== undefined &&
    run.to - run.from > 1 &&
    words.bits[from]! & flag.given
  )
    return false
  return joint === gap.space || joint === gap.dot ? true : !(words.bits[from]! & flag.given)
}

/** Whether an address can end with that part: not with a number that counts what follows. */
function trails(
  { reading: { words }, block }: Ground,
  chain: readonly Element[],
  at: number,
): boolean {
  const { kind, to } = chain[at]!
  if (kind !== 'number' && kind !== 'state') return true
  if (at === 0) return false
  if (kind === 'state')
    return chain[at - 1]!.kind !== 'number' || words.gap[chain[at]!.from] === gap.space
  if (to < block.to && words.gap[to] === gap.space && words.hints[to]! & cue.street) return true
  return (
    to >= block.to ||
    words.gap[to] !== gap.space ||
    words.shape[to] === shape.upper ||
    words.shape[to - 1] === shape.code ||
    words.end[to - 1]! - words.start[to - 1]! > 3
  )
}

/** Whether the parts can only be an address. */
function isAnchored(gaps: Uint8Array, chain: readonly Element[]): boolean {
  return chain.some(({ kind, from }, at) => {
    if (kind === 'unit' || kind === 'street') return true
    if (at === 0 || (kind !== 'number' && kind !== 'name')) return false
    const before = chain[at - 1]!.kind
    return (
      kind !== before &&
      (before === 'number' || before === 'name' || before === 'state') &&
      gaps[from]! <= gap.comma
    )
  })
}

/** A postal code behind the words for it. */
function codeAt({ reading: { words }, block }: Ground, at: number): Run | undefined {
  if (!(words.hints[at]! & cue.zip)) return undefined
  for (let i = at + 1; i < block.to && i < at + 4; i++) {
    const form = words.shape[i]
    const length = words.end[i]! - words.start[i]!
    if (form === shape.number || form === shape.code) {
      return length > 2 && length < 8 ? { from: i, to: i + 1, class: 'address' } : undefined
    }
    if (form !== shape.lower) return undefined
  }
  return undefined
}
