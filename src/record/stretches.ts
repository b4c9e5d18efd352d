import { push, rootOf } from './merkle.ts'
import { broken, type Finding } from './verdict.ts'
import { disorderOf, type Stretch, type Walk } from './walk.ts'

/** Entries in a stretch that is read by itself: a power of two, so that a whole one is one node of the tree. */
export const stretchSize = 2 ** 13

/**
 * Joins stretches that were read apart to what one pass over all of them would have known. Undefined unless each but the last
 * is whole and they follow one another: then only one pass can say what is wrong.
 */
export function join(stretches: readonly Stretch[], width = stretchSize): Walk | undefined {
  const upper: string[] = []
  const roots = new Map([[0, rootOf([])]])
  const faults: Finding[] = []
  let last: Stretch | undefined
  for (const one of stretches) {
    if (one.before !== (last?.size ?? 0)) return undefined
    if (last && last.size - last.before !== width) return undefined
    if (one.faults.some(({ step }) => step === 'sequence')) return undefined
    if (last) push(upper, rootOf(last.frontier), one.before / width)
    const disorder = last?.last && one.first && disorderOf(one.first, last.last)
    if (disorder) faults.push(broken('order', disorder, one.first?.seq))
    faults.push(...one.faults)
    for (const [size, frontier] of one.frontiers) roots.set(size, rootOf([...upper, ...frontier]))
    last = one
  }
  const first = new Map(faults.toReversed().map((fault) => [fault.step, fault]))
  if (!last) return { size: 0, frontier: [], roots, faults: [] }
  const whole = last.size - last.before === width
  if (whole) push(upper, rootOf(last.frontier), last.size / width)
  const frontier = whole ? upper : [...upper, ...last.frontier]
  return { size: last.size, frontier, roots, faults: [...first.values()] }
}
