import type { EastSpan } from '../east/rule.ts'
import { gap } from '../gaps.ts'
import { flag } from '../packed.ts'
import { hashOf } from '../fold.ts'
import type { Run } from '../runs.ts'
import { vocabulary } from '../vocabulary.ts'
import { shape, type Words } from '../words.ts'
import { addressAt } from './address.ts'
import { arabic } from './arabic.ts'
import { companyAt } from './company.ts'
import { hebrew } from './hebrew.ts'
import { bengali, hindi, tamil } from './indic.ts'
import { at, isIn, isNext, isOwn, isPlace, level, type Line } from './line.ts'
import { persian } from './persian.ts'
import { personAt } from './person.ts'
import { plain, type Tongue } from './tongue.ts'

const unspoken = /[\u0590-\u06ff\u0900-\u09ff\u0b80-\u0bff]/
const tongues: readonly Tongue[] = [arabic, hebrew, hindi, bengali, tamil]
/** Companies of Israel by their legal form. */
const limited = /(?:[\u05d0-\u05ea]{2,20} ){1,4}(?:בע["״]מ|בעמ)/gu
const mostPeople = 60
const persianLetters = /[پچژگکی]/

/** Names of persons, companies, places and addresses in scripts that have spaces and no capitals. */
export function* spacedNames(words: Words): Iterable<EastSpan> {
  if (!unspoken.test(words.text)) return
  const isPersian = persianLetters.test(words.text)
  const people = new Set<string>()
  const read: string[] = []
  for (let i = 0; i < words.count;) {
    const tongue = words.shape[i] === shape.caseless ? tongueOf(words, i, isPersian) : undefined
    if (!tongue) {
      i++
      continue
    }
    const from = i > 0 && words.shape[i - 1] === shape.number ? i - 1 : i
    let to = i + 1
    while (to < words.count && words.gap[to] !== gap.blankLine && isSame(words, to, tongue)) to++
    yield* namesIn({ words, tongue, from, to, read }, people)
    i = to
  }
  yield* mentions(words, people)
  for (const { 0: found, index } of words.text.matchAll(limited))
    yield { start: index, end: index + found.length, class: 'organisation' }
}

function tongueOf({ text, start }: Words, i: number, isPersian: boolean): Tongue | undefined {
  const found = tongues.find(({ script }) => script.test(text[start[i]!]!))
  return found === arabic && isPersian ? persian : found
}

/** Numbers, codes and Latin words between those of the language belong to its line. */
function isSame({ text, start, shape: shapes }: Words, i: number, { script }: Tongue): boolean {
  return shapes[i] !== shape.caseless || script.test(text[start[i]!]!)
}

function* namesIn(line: Line, people: Set<string>): Iterable<EastSpan> {
  const { words } = line
  for (let i = line.from; i < line.to;) {
    const run = addressAt(line, i) ?? companyAt(line, i) ?? personAt(line, i) ?? placeIn(line, i)
    if (run) yield spanOf(words, run)
    else yield* prefixed(line, i)
    if (run?.class === 'person') {
      for (let k = run.from; k < run.to; k++)
        if (level(line, k) === 0 && at(line, k).length > 2 && people.size < mostPeople)
          people.add(at(line, k))
    }
    i = run ? run.to : i + 1
  }
}

/** Each mention of somebody who was found elsewhere, letters written to it or not. */
function* mentions(words: Words, people: ReadonlySet<string>): Iterable<EastSpan> {
  if (people.size === 0) return
  for (let i = 0; i < words.count; i++) {
    if (words.shape[i] !== shape.caseless) continue
    const word = plain(words.text.slice(words.start[i], words.end[i]))
    const found = [0, 1, 2].find((skip) => people.has(word.slice(skip)))
    if (found === undefined || (found > 0 && !/^[\u0590-\u06ff]/.test(word))) continue
    yield { start: words.end[i]! - (word.length - found), end: words.end[i]!, class: 'person' }
  }
}

function spanOf({ start, end }: Words, { from, to, class: name }: Run): EastSpan {
  return { start: start[from]!, end: end[to - 1]!, class: name }
}

/** A place that is a word as well, behind `in`. */
function placeIn(line: Line, i: number): Run | undefined {
  if (!isOwn(line, i)) return undefined
  const { pairs, prefixes } = line.tongue
  if (pairs.size > 0 && isNext(line, i + 1)) {
    const pair = `${at(line, i)} ${at(line, i + 1)}`
    if (
      pairs.has(pair) ||
      prefixes.some((prefix) => pair.startsWith(prefix) && pairs.has(pair.slice(prefix.length)))
    )
      return { from: i, to: i + 2, class: 'place' }
  }
  if (!isPlace(line, i) || level(line, i) > 2) return undefined
  const isAfter = isNext(line, i) && isIn(line, i - 1, line.tongue.within)
  const isBefore = isNext(line, i + 1) && line.tongue.within.has(at(line, i + 1))
  return isAfter || isBefore || level(line, i) < 2
    ? { from: i, to: i + 1, class: 'place' }
    : undefined
}

/** A name behind letters that are written to it, as in `وطارق`. */
function* prefixed({ words, tongue }: Line, i: number): Iterable<EastSpan> {
  const { text, start, end, bits } = words
  if (words.shape[i] !== shape.caseless || (bits[i]! & (flag.foreign | flag.english)) !== 0) return
  if (tongue.prefixes.length === 0 || bits[i] !== 0) return
  const word = text.slice(start[i], end[i])
  for (const prefix of tongue.prefixes) {
    if (!word.startsWith(prefix)) continue
    const stem = word.slice(prefix.length).replace(/^\u0640+/, '')
    const known = stem.length > 2 ? vocabulary().get(hashOf(stem)) : 0
    if (known & flag.place && !(known & flag.given) && stem.length < 4 && prefix.length < 2)
      continue
    if (known & (flag.given | flag.place) && (known & (flag.english | flag.foreign)) >> 2 < 2) {
      const name = known & flag.given ? 'person' : 'place'
      yield { start: end[i]! - stem.length, end: end[i]!, class: name }
      return
    }
  }
}
