import type { Block } from './blocks.ts'
import { isTitle } from './company.ts'
import { cue } from './cues.ts'
import type { Reading } from './judge.ts'
import { flag } from './packed.ts'
import type { Run } from './runs.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

const longestItem = 5

/** The runs with what stands in one list with a company: `Qado, Social Explorer and Sky`; three surnames are one firm. */
export function withLists(reading: Reading, runs: readonly Run[], block: Block): readonly Run[] {
  const { words } = reading
  if (runs.length === 0) return runs
  const byStart = new Map(runs.map((run) => [run.from, run]))
  const byEnd = new Map(runs.map((run) => [run.to, run]))
  let result = runs
  for (let i = block.from + 3; i < block.to - 1; i++) {
    if (
      !(words.hints[i]! & cue.and) ||
      words.gap[i] !== gap.space ||
      words.gap[i + 1] !== gap.space
    )
      continue
    const last = byStart.get(i + 1) ?? itemFrom(reading, i + 1, block)
    const middle = byEnd.get(i) ?? itemTo(reading, i, block)
    if (!last || !middle || words.gap[middle.from] !== gap.comma) continue
    const first = byEnd.get(middle.from) ?? itemTo(reading, middle.from, block)
    if (!first) continue
    const items = [first, middle, last]
    const joined = isFirm(words, items)
      ? [{ from: first.from, to: last.to, class: 'organisation' as const }]
      : items
    if (
      items.some((item) => isCoded(words, item) || (runs.includes(item) && isCompany(words, item)))
    )
      result = merged(result, joined)
  }
  return result
}

/** Three words with commas that are nobody's first names. */
function isFirm(words: Words, items: readonly Run[]): boolean {
  const [first] = items
  const isSurname = ({ from, to }: Run): boolean =>
    to - from === 1 && (words.bits[from]! & flag.family) !== 0
  const isGiven = ({ from }: Run): boolean => (words.bits[from]! & flag.given) !== 0
  return items.every(isSurname) && !items.every(isGiven) && words.gap[first!.from] !== gap.comma
}

function isCompany(words: Words, { from, class: name }: Run): boolean {
  return name === 'organisation' || !(words.bits[from]! & flag.given)
}

/** `6Sigma` */
function isCoded({ shape: shapes }: Words, { from }: Run): boolean {
  return shapes[from] === shape.code
}

function itemFrom(reading: Reading, from: number, block: Block): Run | undefined {
  let to = from
  while (
    to < block.to &&
    to - from < longestItem &&
    (to === from || reading.words.gap[to] === gap.space) &&
    isItem(reading, to, block)
  )
    to++
  return isOwn(reading, from, to) ? { from, to, class: 'organisation' } : undefined
}

function itemTo(reading: Reading, to: number, block: Block): Run | undefined {
  let from = to
  while (
    from > block.from &&
    to - from < longestItem &&
    (from === to || reading.words.gap[from] === gap.space) &&
    isItem(reading, from - 1, block)
  )
    from--
  return isOwn(reading, from, to) ? { from, to, class: 'organisation' } : undefined
}

function isItem(reading: Reading, i: number, block: Block): boolean {
  return !block.flat && !block.titled && isTitle(reading, i, block)
}

/** Whether any of the words is more than a product. */
function isOwn({ words }: Reading, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!(words.bits[i]! & flag.term)) return true
  return false
}

/** Both in order; what overlaps one of the others goes. */
function merged(runs: readonly Run[], others: readonly Run[]): readonly Run[] {
  const kept = runs.filter((run) =>
    others.every((other) => other === run || other.to <= run.from || other.from >= run.to),
  )
  return [...new Set([...kept, ...others])].toSorted((a, b) => a.from - b.from)
}
