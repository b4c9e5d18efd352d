import type { Gap } from '../../domain/gap.ts'
import { matcher } from '../../domain/logs/filters.ts'
import { samplePage } from '../../domain/logs/sample-page.ts'
import { tally } from '../../domain/logs/tally.ts'
import { movesItsClocks, wallClock } from '../../domain/zone.ts'
import type { LogQuery, LogSource, SourceResult } from '../../ports/log-store.ts'
import type { SourceCheck } from '../../ports/source-check.ts'
import { bisect } from './bisect.ts'
import { detect } from './detect.ts'
import type { LogEntry } from './entry.ts'
import { type Found, findFiles } from './find-files.ts'
import { type OpenLog, openLog, reasonOf } from './open-log.ts'
import { type Leavings, type Scan, scanLines } from './scan.ts'
import { screenOf } from './screen.ts'
import { scanDocument } from './scan-document.ts'
import type { Place } from './stamp.ts'

export interface LocalLogsOptions {
  readonly entries: readonly LogEntry[]
  /** The folder that globs are relative to. */
  readonly root: string
  /** A search stops here and says so, well before the call's own deadline; 10 seconds unless told. */
  readonly budgetMs?: number
  /** Milliseconds since some moment, never running back; the machine's own unless given. */
  readonly elapsedMs?: () => number
}

const minuteMs = 60_000

/** Log files on this machine, streamed; files in time order are bisected to the window. */
export function localLogs(options: LocalLogsOptions): LogSource {
  return {
    search: (query, signal) => search(options, query, signal),
    check: () => check(options),
  }
}

async function search(
  { entries, root, budgetMs = 10_000, elapsedMs = () => performance.now() }: LocalLogsOptions,
  query: LogQuery,
  signal: AbortSignal,
): Promise<SourceResult> {
  const endMs = elapsedMs() + budgetMs
  const stop = (): string | undefined =>
    signal.aborted ? 'the call was ended' : elapsedMs() > endMs ? 'time was up' : undefined
  const counts = tally(query)
  const page = samplePage(query.samples, query.order, query.after)
  const matches = matcher(query.filters)
  const screen = screenOf(query.filters)
  const { files, gaps: unmatched } = await findFiles(entries, root)
  const gaps: Gap[] = [...unmatched]
  if (entries.length === 0) {
    gaps.push({ source: 'logs', reason: 'No log files are configured; add logs: to baton.yaml.' })
  }
  const sources: string[] = []
  let brokenLines = 0
  for (const found of files) {
    const scan: Scan = {
      window: query.window,
      spans: query.spans,
      screen,
      stop,
      take(event) {
        if (!matches(event)) return
        counts.add(event)
        page.offer(event, found.key)
      },
    }
    const why = stop()
    const left = why === undefined ? await readFile(found, scan) : `Not read: ${why}.`
    if (typeof left === 'string') {
      gaps.push({ source: found.name, reason: left })
      continue
    }
    sources.push(found.name)
    gaps.push(...left.gaps)
    brokenLines += left.broken
  }
  const { gaps: counted, ...rest } = counts.done()
  return { ...rest, ...page.done(), sources, brokenLines, gaps: [...gaps, ...counted] }
}

/** Scans one file; a reason in our words when it could not be read at all. */
async function readFile(found: Found, scan: Scan): Promise<Leavings | string> {
  const place = await placeOf(found.entry)
  if (typeof place === 'string') return place
  const log = await openLog(found.path)
  if (typeof log === 'string') return log
  try {
    return await readOpen(log, found, place, scan)
  } catch (error) {
    return reasonOf(error)
  } finally {
    await log.handle.close()
  }
}

async function readOpen(
  log: OpenLog,
  { name, entry }: Found,
  place: Place,
  scan: Scan,
): Promise<Leavings | string> {
  const head = log.head.toString('utf8')
  const whole = log.size <= log.head.length || !head.includes('\n')
  const layout = detect(
    whole ? head : head.slice(0, head.lastIndexOf('\n')),
    entry,
    place,
    scan.spans,
  )
  if (layout.kind === 'refused') return layout.reason
  if (layout.kind === 'document') return scanDocument(log, name, place, entry, scan)
  const slackMs = movesItsClocks(entry.zone) ? 65 * minuteMs : minuteMs
  const range = log.packed
    ? { from: 0, to: Number.MAX_SAFE_INTEGER }
    : await bisect(log.handle, log.size, layout.reader, scan.window, slackMs)
  return scanLines(log, name, range, layout.reader, scan)
}

async function placeOf(entry: LogEntry): Promise<Place | string> {
  if (entry.zone === undefined) return { wall: undefined, year: entry.year }
  const wall = await wallClock(entry.zone)
  return wall
    ? { wall, year: entry.year }
    : 'The zone: of this entry is unknown; write UTC, +02:00 or a name such as Europe/Berlin.'
}

/** Each file as far as its head tells: readable, and with times that can be placed. */
async function check({ entries, root }: LocalLogsOptions): Promise<readonly SourceCheck[]> {
  const { files, gaps } = await findFiles(entries, root)
  const missing = gaps.map(({ source, reason }) => ({ source, state: 'failed', message: reason }))
  const read = files.map(async (found): Promise<SourceCheck> => {
    const nothing: Scan = {
      window: { fromMs: 0, toMs: 0 },
      spans: false,
      stop: () => 'checked',
      take() {},
    }
    const left = await readFile(found, nothing)
    return typeof left === 'string'
      ? { source: found.name, state: 'failed', message: left }
      : { source: found.name, state: 'ok', message: 'It can be read.' }
  })
  return [...(missing as SourceCheck[]), ...(await Promise.all(read))]
}
