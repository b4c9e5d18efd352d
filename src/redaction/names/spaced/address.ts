import { gap } from '../gaps.ts'
import type { Run } from '../runs.ts'
import { at, isName, isNext, isNumber, isOwn, isPlace, level, type Line } from './line.ts'

const mostElements = 10

interface Element {
  readonly to: number
  readonly kind: 'number' | 'unit' | 'street' | 'place' | 'rest'
}

/** The postal address that begins at that word: elements with a street among them and a number or another part. */
export function addressAt(line: Line, i: number): Run | undefined {
  const first = elementAt(line, i)
  if (!first || first.kind === 'place') return undefined
  if (first.kind === 'number' && !(line.words.gap[first.to]! <= gap.comma)) return undefined
  const kinds: Element['kind'][] = [first.kind]
  let { to } = first
  while (kinds.length < mostElements && to < line.to) {
    const isOpen = kinds.includes('street') || (kinds.includes('unit') && kinds.includes('number'))
    if (!isJoint(line, to, isOpen)) break
    const next = elementAt(line, to) ?? (isOpen ? restAt(line, to) : undefined)
    if (!next) break
    kinds.push(next.kind)
    to = next.to
  }
  const streets = kinds.filter((kind) => kind === 'street').length
  if (streets === 0 && !(kinds.includes('unit') && kinds.length > 2)) return undefined
  return kinds.length > 1 ? { from: i, to, class: 'address' } : undefined
}

function isJoint({ words }: Line, i: number, isOpen: boolean): boolean {
  const joint = words.gap[i]!
  if (joint === gap.space || joint === gap.comma || joint === gap.hyphen || joint === gap.dot)
    return true
  if (joint === gap.line) return isOpen
  return (
    (joint === gap.glue || joint === gap.mark) &&
    /^ ?[،/,–-] ?$/.test(words.text.slice(words.end[i - 1], words.start[i]))
  )
}

function elementAt(line: Line, i: number): Element | undefined {
  if (isNumber(line, i)) return { to: i + 1, kind: 'number' }
  if (!isOwn(line, i)) return undefined
  return streetAt(line, i) ?? unitAt(line, i) ?? placeAt(line, i)
}

function streetAt(line: Line, i: number): Element | undefined {
  const { tongue } = line
  const first = at(line, i)
  const isStreet =
    tongue.streets.has(first) ||
    tongue.prefixes.some(
      (prefix) =>
        first.startsWith(prefix) &&
        first.length > prefix.length + 3 &&
        tongue.streets.has(first.slice(prefix.length)),
    )
  if (isStreet) {
    let to = i + 1
    while (to - i < 5 && isOwn(line, to) && isNext(line, to)) {
      const word = at(line, to)
      if (
        tongue.never.has(word) ||
        (to > i + 1 && (tongue.units.has(word) || tongue.streets.has(word)))
      )
        break
      if (to > i + 2 && level(line, to) > 1 && !isName(line, to)) break
      to++
    }
    return to > i + 1 || isNumber(line, to) ? { to, kind: 'street' } : undefined
  }
  if (tongue.streetsBehind.size === 0 || tongue.never.has(at(line, i))) return undefined
  for (
    let to = i + 1;
    to - i < 4 && isOwn(line, to) && (isNext(line, to) || line.words.gap[to] === gap.glue);
    to++
  ) {
    const word = at(line, to)
    if (tongue.streetsBehind.has(word)) return { to: to + 1, kind: 'street' }
    if (tongue.never.has(word)) return undefined
  }
  return undefined
}

function unitAt(line: Line, i: number): Element | undefined {
  const { tongue, words } = line
  if (!tongue.units.has(at(line, i))) return undefined
  let to = i + 1
  while (to - i < 3 && isOwn(line, to) && tongue.units.has(at(line, to))) to++
  if (isNumber(line, to) || words.shape[to] === 6) return { to: to + 1, kind: 'unit' }
  return isOwn(line, to) && isNext(line, to) && !tongue.never.has(at(line, to))
    ? { to: to + 1, kind: 'unit' }
    : undefined
}

function placeAt(line: Line, i: number): Element | undefined {
  if (!isPlace(line, i) || level(line, i) > 2) return undefined
  const isLong = isOwn(line, i + 1) && isNext(line, i + 1) && isPlace(line, i + 1)
  return { to: isLong ? i + 2 : i + 1, kind: 'place' }
}

/** Up to three words between two commas, or to the end of the line. */
function restAt(line: Line, i: number): Element | undefined {
  const { words, tongue } = line
  if (words.gap[i] === gap.space || words.gap[i] === gap.line) return undefined
  let to = i
  while (to - i < 3 && isOwn(line, to) && (to === i || isNext(line, to))) {
    if (tongue.never.has(at(line, to)) || level(line, to) > 2) return undefined
    to++
  }
  if (to === i) return undefined
  const isEnd = to >= words.count || words.gap[to] !== gap.space || isNumber(line, to)
  return isEnd ? { to, kind: 'rest' } : undefined
}
