import type { Span } from '../classes/class.ts'
import { eastNames } from './east/find.ts'
import { centralAddresses } from './central/addresses.ts'
import { centralCompanies } from './central/companies.ts'
import { inflected } from './central/inflected.ts'
import { addressesOf } from './address.ts'
import { type Block, blocksOf } from './blocks.ts'
import { cue } from './cues.ts'
import { withEdges } from './edges.ts'
import { fieldsOf } from './forms.ts'
import { bitsIn, judge, type Reading, verdict } from './judge.ts'
import { companyOf } from './company.ts'
import { withLetterheads } from './letterheads.ts'
import { withLists } from './lists.ts'
import { speakersOf } from './speakers.ts'
import { spacedNames } from './spaced/find.ts'
import { indianAddresses } from './spaced/indian.ts'
import { indonesianNames } from './spaced/indonesian.ts'
import { vietnameseNames } from './spaced/vietnamese.ts'
import { promote, remember, type Stems } from './recall.ts'
import { postalAddresses } from './postal.ts'
import { prefixedCompanies } from './prefixed.ts'
import { type Run, runAround } from './runs.ts'
import { triggersOf } from './triggers.ts'
import { vocabulary } from './vocabulary.ts'
import { gap } from './gaps.ts'
import { shape, type Words, wordsOf } from './words.ts'

/** A stretch that names somebody or some place, and as what. */
export interface NameSpan extends Span {
  readonly class: Run['class']
  readonly value: string
}

/** The persons, organisations, places and postal addresses of a text, in order of their kinds of writing. */
export function namesOf(text: string): readonly NameSpan[] {
  const words = wordsOf(text, vocabulary())
  const reading: Reading = {
    words,
    vocabulary: vocabulary(),
    verdicts: new Uint8Array(words.count),
  }
  const spans: NameSpan[] = []
  const stems: Stems = new Set()
  const blocks = blocksOf(words)
  const isEnglish = blocks.every(({ english }) => english)
  const lively = blocks.filter((block) => judgeAll(reading, block))
  for (const block of lively) remember(reading, block, stems)
  for (const block of lively) {
    promote(reading, block, stems)
    const runs = withLists(reading, runsOf(reading, block), block)
    for (const run of withEdges(
      words,
      withLetterheads(reading, addressesOf(reading, runs, block), block),
      block,
    ))
      spans.push(spanOf(words, run))
  }
  const found = covered(text.length, spans)
  const triggers = triggersOf(words)
  for (const { start, end, class: name } of [
    ...speakersOf(words, reading.vocabulary, isEnglish),
    ...eastNames(text, reading.vocabulary),
    ...prefixedCompanies(text),
    ...postalAddresses(words, spans),
    ...spacedNames(words),
    ...centralAddresses(words, triggers),
    ...centralCompanies(text),
    ...vietnameseNames(words),
    ...indonesianNames(words, triggers),
    ...indianAddresses(words, triggers),
  ]) {
    if (found.subarray(start, end).includes(0))
      spans.push({ start, end, class: name, value: text.slice(start, end).toLowerCase() })
  }
  return spans
}

/** 1 for each unit of a text that lies in a span. */
function covered(length: number, spans: readonly Span[]): Uint8Array {
  const units = new Uint8Array(length)
  for (const { start, end } of spans) units.fill(1, start, end)
  return units
}

const telling =
  cue.company |
  cue.legal |
  cue.unit |
  cue.street |
  cue.streetFirst |
  cue.zip |
  cue.personLabel |
  cue.companyLabel |
  cue.addressLabel

/** Decides for each word of a paragraph; false when there is nothing in it to look at. */
function judgeAll(reading: Reading, block: Block): boolean {
  const { words, verdicts } = reading
  const { bits, hints, shape: shapes } = words
  let any = 0
  for (let i = block.from; i < block.to; i++) {
    bits[i] = bitsIn(block, bits[i]!)
    if (!block.english) bits[i]! |= inflected(reading, i, block.flat)
    any |= hints[i]! & telling
  }
  for (let i = block.from; i < block.to; i++) {
    // Half the words of a log.
    if (shapes[i] === shape.number) continue
    const said = judge(reading, i, block)
    verdicts[i] = said
    any |= said
  }
  return any !== 0
}

/** The names of a paragraph, and the values of fields that hold one. */
function runsOf(reading: Reading, block: Block): readonly Run[] {
  const runs: Run[] = []
  const fields = new Map(fieldsOf(reading.words, block).map((run) => [run.from, run]))
  let floor = block.from
  const { shape: shapes } = reading.words
  for (let i = block.from; i < block.to; i++) {
    const field = fields.size > 0 ? fields.get(i) : undefined
    const form = shapes[i]!
    if (
      field === undefined &&
      form < shape.capital &&
      !block.flat &&
      reading.verdicts[i]! < verdict.name
    )
      continue
    const run = field ?? runAt(reading, i, block, floor)
    if (!run) continue
    runs.push(run)
    i = run.to - 1
    floor = run.to
  }
  return runs
}

function runAt(reading: Reading, i: number, block: Block, floor: number): Run | undefined {
  if (reading.verdicts[i]! < verdict.name) return companyOf(reading, i, i + 1, block)
  const run = runAround(reading, i, block, floor)
  return companyOf(reading, run.from, run.to, block) ?? run
}

/** A short title before a person goes with the name and is no part of what the token stands for. */
function spanOf(words: Words, run: Run): NameSpan {
  const { text, start, end, gap: gaps } = words
  const last = run.to - 1
  const from = run.class === 'address' ? run.from : titled(words, run.from)
  const dotted =
    words.hints[last]! & (cue.suffix | cue.company | cue.legal) && text[end[last]!] === '.'
  return {
    start: start[from]!,
    end: run.end ?? end[last]! + (dotted ? 1 : 0),
    class: from < run.from && gaps[from] !== gap.colon ? 'person' : run.class,
    value: text.slice(start[run.from], run.end ?? end[last]).toLowerCase(),
  }
}

/** Where the short titles before a name begin: `Dr.`, `mrs`. */
function titled(words: Words, at: number): number {
  const { gap: gaps, text, start, end } = words
  let from = at
  while (
    from > 0 &&
    (gaps[from] === gap.space || gaps[from] === gap.dot) &&
    words.hints[from - 1]! & cue.title
  ) {
    const isShort =
      gaps[from] === gap.dot || /^(?:mrs?|ms|dr)$/.test(text.slice(start[from - 1], end[from - 1]))
    if (!isShort) break
    from--
  }
  return from
}
