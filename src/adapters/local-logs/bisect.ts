import type { FileHandle } from 'node:fs/promises'

import type { Window } from '../../domain/window.ts'
import { readAt } from './open-log.ts'
import type { LineReader } from './reading.ts'

/** Bytes of a file; `from` may lie inside a line whose events are all before the window. */
export interface Range {
  readonly from: number
  readonly to: number
}

const smallFile = 4 * 1024 * 1024
const nearEnough = 128 * 1024
const probes = 24
const probeBytes = 32 * 1024
const linesPerProbe = 9

/**
 * The bytes of a time-ordered file that can hold the window. The whole file when probes find it unordered or undated:
 * a wrong or planted time costs speed, never an event. `slackMs` is how far lines may be out of order.
 */
export async function bisect(
  handle: FileHandle,
  size: number,
  reader: LineReader,
  window: Window,
  slackMs: number,
): Promise<Range> {
  const whole: Range = { from: 0, to: size }
  if (size <= smallFile) return whole
  const known: Known[] = []
  for (let i = 0; i < probes; i++) {
    const offset = Math.floor((size / probes) * i)
    const atMs = await timeAt(handle, size, offset, reader)
    if (atMs === undefined) return whole
    if (known.length > 0 && atMs < known.at(-1)!.atMs - slackMs) return whole
    known.push({ offset, atMs })
  }
  const search = (wantedMs: number): Promise<Known | undefined> =>
    lastBefore(known, wantedMs, size, slackMs, (offset) => timeAt(handle, size, offset, reader))
  const start = await search(window.fromMs - slackMs)
  const end = await search(window.toMs + slackMs)
  if (!start || !end) return whole
  return { from: start.offset, to: Math.min(size, end.offset + nearEnough + probeBytes) }
}

interface Known {
  readonly offset: number
  readonly atMs: number
}

/** The last known place before the wanted time, close to it; undefined when a probe contradicts the order. */
async function lastBefore(
  known: readonly Known[],
  wantedMs: number,
  size: number,
  slackMs: number,
  timeOf: (offset: number) => Promise<number | undefined>,
): Promise<Known | undefined> {
  const index = known.findLastIndex((place) => place.atMs < wantedMs)
  let low = index < 0 ? { offset: 0, atMs: -Infinity } : known[index]!
  let high = known[index + 1] ?? { offset: size, atMs: Infinity }
  while (high.offset - low.offset > nearEnough) {
    const offset = Math.floor((low.offset + high.offset) / 2)
    const atMs = await timeOf(offset)
    if (atMs === undefined || atMs < low.atMs - slackMs || atMs > high.atMs + slackMs) {
      return undefined
    }
    if (atMs < wantedMs) low = { offset, atMs }
    else high = { offset, atMs }
  }
  return low
}

/** The median time of the first few whole lines after an offset, so that one planted time does not steer the search. */
async function timeAt(
  handle: FileHandle,
  size: number,
  offset: number,
  reader: LineReader,
): Promise<number | undefined> {
  for (let length = probeBytes; length <= 32 * probeBytes; length *= 8) {
    const block = (await readAt(handle, offset, Math.min(length, size - offset))).toString('utf8')
    const lines = block.split('\n', 400)
    const complete = lines.slice(offset === 0 ? 0 : 1, offset + length >= size ? undefined : -1)
    const times: number[] = []
    for (const line of complete) {
      const at = reader.time(line)
      if (typeof at === 'number') times.push(at)
      if (times.length === linesPerProbe) break
    }
    if (times.length > 0) return times.toSorted((a, b) => a - b)[times.length >> 1]
  }
  return undefined
}
