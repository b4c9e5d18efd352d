import type { Gap } from '../../domain/gap.ts'
import type { Window } from '../../domain/window.ts'
import { bounded } from '../../domain/logs/document-event.ts'
import type { LogEvent } from '../../domain/logs/event.ts'
import type { SeenEvent } from '../../domain/logs/glimpse.ts'
import { lineSplitter, type OnLine, textOf } from './line-splitter.ts'
import { type OpenLog, reasonOf } from './open-log.ts'
import type { Range } from './bisect.ts'
import type { LineReader } from './reading.ts'
import type { Screen } from './screen.ts'

/** Where one scan brings its events, and how it learns that it must stop. */
export interface Scan {
  readonly window: Window
  /** Whether spans of traces are events too. */
  readonly spans: boolean
  /** What lines are looked through for before they are read. */
  readonly screen?: Screen | undefined
  readonly stop: () => string | undefined
  readonly take: (event: SeenEvent, offset: number) => void
}

/** What a scan of one file left out. */
export interface Leavings {
  readonly broken: number
  readonly gaps: readonly Gap[]
}

/** Reads a range of lines from start to end, a chunk at a time, and yields to the event loop between chunks. */
export async function scanLines(
  log: OpenLog,
  name: string,
  range: Range,
  reader: LineReader,
  scan: Scan,
): Promise<Leavings> {
  const sink = lineSink(reader, scan, range.from)
  const screen = reader.linesStandAlone ? scan.screen : undefined
  const splitter = lineSplitter(reader.longestLine, range.from, sink.onLine, screen)
  const gaps: Gap[] = []
  let done = 0
  try {
    for await (const chunk of log.bytes(range.from, range.to)) {
      const why = scan.stop()
      if (why !== undefined) {
        gaps.push({
          source: name,
          reason: `Stopped after ${done} of ${range.to - range.from} bytes: ${why}.`,
        })
        break
      }
      splitter.push(chunk)
      done += chunk.length
    }
    if (gaps.length === 0 && !log.packed && done < range.to - range.from) {
      gaps.push({ source: name, reason: 'The file became shorter while it was read.' })
    }
  } catch (error) {
    gaps.push({ source: name, reason: `${reasonOf(error)} Read up to byte ${done}.` })
  }
  if (range.to >= log.size && gaps.length === 0) splitter.end()
  return sink.done(name, gaps)
}

interface LineSink {
  readonly onLine: OnLine
  done(name: string, gaps: readonly Gap[]): Leavings
}

/** Joins continuation lines to the event before them and counts what cannot be read. */
function lineSink(reader: LineReader, scan: Scan, start: number): LineSink {
  let pending: { event: LogEvent; offset: number; tail: string[]; size: number } | undefined
  let broken = 0
  let undated = 0
  let cutLines = 0
  let cutOff = false
  const flush = (): void => {
    if (!pending) return
    const { event, offset, tail } = pending
    const message = tail.length === 0 ? event.message : bounded([event.message, ...tail].join('\n'))
    scan.take(tail.length === 0 ? event : { ...event, message }, offset)
    pending = undefined
  }
  return {
    onLine(line) {
      const { offset, cut, ended } = line
      // What a range inside a file begins with may be the rest of a line.
      if (start > 0 && offset === start) return
      if (cut) cutLines++
      const glimpse = reader.glimpse?.(line.bytes, line.from, line.end, scan.window)
      if (glimpse !== undefined) {
        flush()
        if (glimpse !== 'outside') scan.take(glimpse, offset)
        return
      }
      const raw = textOf(line)
      const text = offset === 0 && raw.startsWith('\uFEFF') ? raw.slice(1) : raw
      if (text.trim() === '') return
      const reading = reader.read(text, scan.window)
      if (reading === 'continuation') {
        if (pending && pending.size < 16_384) {
          pending.tail.push(text)
          pending.size += text.length
        }
        return
      }
      flush()
      if (reading === 'broken') {
        broken++
        if (!ended && !cut) cutOff = true
      } else if (reading === 'undated') undated++
      else if (typeof reading === 'object') {
        const last = reading.length - 1
        for (const [i, event] of reading.entries()) {
          if (i < last) scan.take(event, offset + i)
          else pending = { event, offset: offset + i, tail: [], size: event.message.length }
        }
      }
    },
    done(name, gaps) {
      flush()
      const left: Gap[] = [...gaps]
      const add = (reason: string): void => void left.push({ source: name, reason })
      if (cutOff) add('The last line is cut off: the file is truncated or still being written.')
      if (undated > 0) add(`${undated} lines without a usable time were left out.`)
      if (cutLines > 0)
        add(`${cutLines} lines were longer than ${reader.longestLine} bytes and were cut.`)
      return { broken, gaps: left }
    },
  }
}
