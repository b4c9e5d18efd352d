import { type Miner, createMiner } from '../../domain/patterns/miner.ts'
import { type Printed, printPatterns } from '../../domain/patterns/printed.ts'
import type { Redactor } from '../../ports/redactor.ts'
import { createReader } from './reader.ts'
import { shownSpecimen } from './specimen.ts'

/** What was found in a stream of lines. `firstMs` and `lastMs` of a tally are numbers of lines here. */
export interface Found {
  readonly lines: number
  /** Lines that belong to the one before them, and so to its pattern. */
  readonly continued: number
  /** Most frequent first. */
  readonly patterns: readonly Printed[]
  /** More different lines came than are told apart: rare ones may have been brought together. */
  readonly isCrowded: boolean
}

/** Mines lines in memory that does not grow with their number. */
export async function mineLines(
  batches: AsyncIterable<readonly string[]>,
  redactor: Redactor,
): Promise<Found> {
  const miner: Miner = createMiner()
  const reader = createReader()
  const { specimen } = reader
  let lines = 0
  let continued = 0
  for await (const batch of batches) {
    for (const line of batch) {
      lines++
      if (reader.read(line)) miner.offer(reader.text, reader.from, reader.to, lines, specimen)
      else continued++
    }
  }
  const showing = {
    exemplar: (raw: string) => shownSpecimen(redactor, raw),
    template: (raw: string) => redactor.text(raw, { incident: null, profile: 'log' }).value,
    keepsApart: true,
  } as const
  const patterns = printPatterns(miner.done(), showing)
  return { lines, continued, patterns, isCrowded: miner.isCrowded() }
}
