import { gap } from '../gaps.ts'
import type { Run } from '../runs.ts'
import { at, isGiven, isIn, isName, isNext, isOwn, level, type Line } from './line.ts'

const most = 5

/** The person that begins at that word, when what stands around it says so. */
export function personAt(line: Line, i: number): Run | undefined {
  const { tongue, words } = line
  if (!isOwn(line, i) || isBarred(line, i)) return undefined
  const joint = words.gap[i]!
  const hasBefore = isNext(line, i)
  const titled = (hasBefore && isTitle(line, i - 1)) || isAbbreviated(line, i)
  const strong = hasBefore && isIn(line, i - 1, tongue.introduces)
  const led =
    (hasBefore || joint === gap.comma || joint === gap.line) && isIn(line, i - 1, tongue.leads)
  const to = endOf(line, i, titled || strong)
  const followed = isNext(line, to) && tongue.behind.has(at(line, to))
  const run: Run = { from: i, to, class: 'person' }
  const isBegun = tongue.particles.has(at(line, i)) && isNext(line, i + 1) && isName(line, i + 1)
  const isKnown = isBegun || (isName(line, i) && level(line, i) < 3)
  if (titled || strong) return isKnown || level(line, i) < 2 ? run : undefined
  if (followed) return isKnown || level(line, i) < 2 ? run : undefined
  if (isNext(line, to) && tongue.does.has(at(line, to)) && (isKnown || isUnknown(line, i, to)))
    return run
  if (led && joint !== gap.line)
    return isKnown || (words.bits[i] === 0 && to - i > 1 && isName(line, to - 1)) ? run : undefined
  if (to - i > 1 && isGiven(line, i) && isPair(line, i, to)) return run
  return isAlone(line, i, to) ? run : undefined
}

/** Words that no list has, at the beginning of a sentence or two of them. */
function isUnknown({ words }: Line, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (words.bits[i] !== 0) return false
  return to - from > 1 || words.gap[from] !== gap.space
}

/** A title, perhaps with letters written to it. */
function isTitle(line: Line, i: number): boolean {
  const { prefixes, titles } = line.tongue
  const word = at(line, i)
  return (
    titles.has(word) ||
    prefixes.some((prefix) => word.startsWith(prefix) && titles.has(word.slice(prefix.length)))
  )
}

function isAbbreviated({ words: { text, start }, tongue }: Line, i: number): boolean {
  return tongue.abbreviated.test(text.slice(Math.max(0, start[i]! - 8), start[i]))
}

/** A first name and another name, of which one at least is no common word. */
function isPair(line: Line, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++)
    if (isName(line, i) || line.tongue.isSurname.test(at(line, i)))
      return level(line, i) < 2 || level(line, from) < 1
  return false
}

/** A line that holds one name and nothing else, or a speaker before a colon. */
function isAlone(line: Line, from: number, to: number): boolean {
  const { words } = line
  const before = words.gap[from]!
  if (before !== gap.line && before !== gap.blankLine && before !== gap.begin) return false
  const after = to >= words.count ? gap.begin : words.gap[to]!
  const ends =
    after === gap.line ||
    after === gap.blankLine ||
    after === gap.begin ||
    (after === gap.comma &&
      to < words.count &&
      words.text.slice(words.end[to - 1], words.start[to]).includes('\n'))
  if (!ends) return false
  let names = 0
  let hasName = false
  for (let i = from; i < to; i++) {
    if (level(line, i) > 2) return false
    if (isName(line, i) || words.bits[i] === 0) names++
    if (isName(line, i) && level(line, i) < 2) hasName = true
  }
  return names === to - from && hasName && (to - from > 1 || isGiven(line, from))
}

function isBarred(line: Line, i: number): boolean {
  const { tongue } = line
  const word = at(line, i)
  return (
    tongue.never.has(word) ||
    tongue.titles.has(word) ||
    tongue.behind.has(word) ||
    (tongue.companies.has(word) && !isGiven(line, i))
  )
}

/** Whether the word begins with letters that are written to another one. */
function isPrefixed(line: Line, i: number): boolean {
  const word = at(line, i)
  return word.startsWith('ה') || line.tongue.prefixes.some((prefix) => word.startsWith(prefix))
}

/** Behind the last word of the name that begins there. */
function endOf(line: Line, from: number, isSure: boolean): number {
  const { tongue, words } = line
  let to = from + 1
  while (to - from < most && isOwn(line, to) && isNext(line, to)) {
    const word = at(line, to)
    if (tongue.never.has(word) || tongue.behind.has(word) || tongue.leads.has(word)) break
    const isParticle = tongue.particles.has(word) || tongue.particles.has(at(line, to - 1))
    const isBare = to - from === 1 && isGiven(line, from) && level(line, from) === 0
    const isOther =
      (isName(line, to) && level(line, to) < 3) ||
      (words.bits[to] === 0 && (tongue.isSurname.test(word) || (isBare && !isPrefixed(line, to))))
    if (!isParticle && !isOther) break
    if (!isParticle && words.bits[to] === 0 && !isSure && !isGiven(line, from) && to - from > 2)
      break
    to++
  }
  while (to > from + 1 && tongue.particles.has(at(line, to - 1)) && !isName(line, to - 1)) to--
  return to
}
