import { HandoffError } from '../error.ts'
import type { LogEvent } from './event.ts'
import { type SeenEvent, wholeOf } from './glimpse.ts'
import { isError } from './levels.ts'

/**
 * Where an event stands in the order of samples: errors first unless time alone counts, then time, then its file, then its rank among those of
 * the same moment there. A rank and no offset: how far apart two lines lie would tell how long what is hidden in them is.
 */
export interface SampleKey {
  readonly calm: 0 | 1
  readonly atMs: number
  /** Eight hexadecimal digits for the file, or for the source. */
  readonly file: string
  readonly rank: number
}

/** An event with its place among all samples. */
export interface LogSample {
  readonly key: SampleKey
  readonly event: LogEvent
}

export interface SamplePage {
  /** Events of one file come in its order. */
  offer(event: SeenEvent, file: string): void
  done(): { readonly samples: readonly LogSample[]; readonly more: boolean }
}

/** The first `most` events after a position, whatever order they come in. Throws INVALID_INPUT for a position nobody gave. */
export function samplePage(
  most: number,
  order: 'errors first' | 'time',
  after: string | null,
): SamplePage {
  const start = after === null ? undefined : readKey(after)
  const page: LogSample[] = []
  let atStart = 0
  let more = false
  // What has left the page lies behind all that is still to come into it, so that ranks are counted there.
  const rankOf = (moment: Moment): number =>
    start && isSame(moment, start)
      ? atStart++
      : page.filter(({ key }) => isSame(key, moment)).length
  return {
    offer(event, file) {
      const moment = {
        calm: order === 'time' || isError(event) ? 0 : 1,
        atMs: event.atMs,
        file,
      } as const
      if (page.length === most && most > 0 && before(page.at(-1)!.key, moment)) {
        more = true
        return
      }
      const key: SampleKey = { ...moment, rank: rankOf(moment) }
      if (start && compareKeys(key, start) <= 0) return
      if (page.length === most) {
        more = true
        if (most === 0 || compareKeys(key, page.at(-1)!.key) > 0) return
        page.pop()
      }
      const place = page.findLastIndex((held) => compareKeys(held.key, key) <= 0) + 1
      page.splice(place, 0, { key, event: wholeOf(event) })
    },
    done: () => ({ samples: page, more }),
  }
}

type Moment = Omit<SampleKey, 'rank'>

function isSame(a: Moment, b: Moment): boolean {
  return a.atMs === b.atMs && a.calm === b.calm && a.file === b.file
}

function before(a: Moment, b: Moment): boolean {
  return a.calm !== b.calm ? a.calm < b.calm : a.atMs < b.atMs
}

/** The order of samples. */
export function compareKeys(a: SampleKey, b: SampleKey): number {
  return (
    a.calm - b.calm ||
    a.atMs - b.atMs ||
    (a.file < b.file ? -1 : a.file > b.file ? 1 : a.rank - b.rank)
  )
}

/** A key as the position of a cursor. */
export function writeKey(key: SampleKey): string {
  return [key.calm, key.atMs.toString(36), key.file, key.rank.toString(36)].join('.')
}

/** Throws INVALID_INPUT for a position that is none. */
export function readKey(position: string): SampleKey {
  const m = /^([01])\.([0-9a-z]{1,9})\.([0-9a-f]{8})\.([0-9a-z]{1,9})$/.exec(position)
  if (!m) {
    throw new HandoffError('INVALID_INPUT', 'That cursor is not one of ours.', {
      hint: 'Leave the cursor out to start from the beginning.',
    })
  }
  return {
    calm: m[1] === '0' ? 0 : 1,
    atMs: parseInt(m[2]!, 36),
    file: m[3]!,
    rank: parseInt(m[4]!, 36),
  }
}
