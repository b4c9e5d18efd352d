import { gap } from '../gaps.ts'
import type { Run } from '../runs.ts'
import { at, isName, isNext, isOwn, level, type Line } from './line.ts'

const most = 5

/** The company that begins at that word: its kind and what it is called, or the other way round. */
export function companyAt(line: Line, i: number): Run | undefined {
  if (!isOwn(line, i)) return undefined
  return isKind(line, i) ? behindKind(line, i) : beforeKind(line, i)
}

function isKind(line: Line, i: number): boolean {
  const { tongue } = line
  const word = at(line, i)
  if (tongue.companies.has(word)) return true
  return tongue.prefixes.some(
    (prefix) =>
      prefix !== 'ال' && word.startsWith(prefix) && tongue.companies.has(word.slice(prefix.length)),
  )
}

function behindKind(line: Line, i: number): Run | undefined {
  const { tongue, words } = line
  let to = i + 1
  let rare = 0
  while (to - i < most && isOwn(line, to) && isNext(line, to)) {
    const word = at(line, to)
    if (tongue.never.has(word)) break
    const isFirst = to === i + 1
    if (!isFirst && !tongue.companyGoesOn.test(word) && words.bits[to] !== 0 && !isName(line, to))
      break
    if (!isFirst && words.bits[to] === 0 && to - i > 2 && !tongue.companyGoesOn.test(word)) break
    if (level(line, to) < 2) rare++
    to++
  }
  if (to === i + 1) return undefined
  const isWhole = to >= words.count || words.gap[to] !== gap.space
  return rare > 0 || (to - i > 2 && isWhole) ? { from: i, to, class: 'organisation' } : undefined
}

/** Up to four words before `Limited` and the like, back to a small word or a sign. */
function beforeKind(line: Line, i: number): Run | undefined {
  const { tongue } = line
  if (tongue.companiesBehind.size === 0 || tongue.never.has(at(line, i))) return undefined
  let to = i + 1
  let known = 0
  while (to - i < most + 1 && isOwn(line, to) && isNext(line, to)) {
    const word = at(line, to)
    if (tongue.never.has(word)) break
    if (tongue.companiesBehind.has(word)) known = to + 1
    to++
  }
  if (known === 0) return undefined
  const isCommon = known - i === 2 && level(line, i) > 1
  return isCommon || tongue.titles.has(at(line, i)) || tongue.leads.has(at(line, i))
    ? undefined
    : { from: i, to: known, class: 'organisation' }
}
