import { HandoffError } from '../../domain/error.ts'
import type { LogEvent } from '../../ports/log-store.ts'
import { isError } from './levels.ts'

/** Where an event stands in the order of samples: errors first, then time, then its place in its file. */
interface Key {
  readonly calm: 0 | 1
  readonly atMs: number
  readonly file: string
  readonly offset: number
}

export interface SamplePage {
  offer(event: LogEvent, file: string, offset: number): void
  done(): { readonly samples: readonly LogEvent[]; readonly next: string | null }
}

/** The first `most` events after a position, whatever order they come in. Throws INVALID_INPUT for a position nobody gave. */
export function samplePage(most: number, after: string | null): SamplePage {
  const start = after === null ? undefined : decode(after)
  const page: { readonly key: Key; readonly event: LogEvent }[] = []
  let more = false
  return {
    offer(event, file, offset) {
      const key: Key = { calm: isError(event) ? 0 : 1, atMs: event.atMs, file, offset }
      if (start && compare(key, start) <= 0) return
      if (page.length === most) {
        more = true
        if (most === 0 || compare(key, page.at(-1)!.key) > 0) return
        page.pop()
      }
      const place = page.findLastIndex((held) => compare(held.key, key) <= 0) + 1
      page.splice(place, 0, { key, event })
    },
    done() {
      const last = page.at(-1)
      const next = more && last ? encode(last.key) : null
      return { samples: page.map(({ event }) => event), next }
    },
  }
}

function compare(a: Key, b: Key): number {
  return (
    a.calm - b.calm ||
    a.atMs - b.atMs ||
    (a.file < b.file ? -1 : a.file > b.file ? 1 : a.offset - b.offset)
  )
}

function encode(key: Key): string {
  return [key.calm, key.atMs.toString(36), key.file, key.offset.toString(36)].join('.')
}

function decode(position: string): Key {
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
    offset: parseInt(m[4]!, 36),
  }
}
