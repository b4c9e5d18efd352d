import { instantMs } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { IncidentRecord } from '../ports/record.ts'

/**
 * Time as the record knows it: never before the newest entry this process has seen, so that a clock that is set back
 * neither revives a lapsed grant nor refuses a fresh decision.
 */
export interface RecordClock extends Clock {
  /** The same record; every entry that passes through it moves the clock's lower bound. */
  watch(record: IncidentRecord): IncidentRecord
}

export function recordClock(clock: Clock): RecordClock {
  let latestMs = 0
  const see = <T extends readonly { readonly at: string }[]>(entries: T): T => {
    latestMs = Math.max(latestMs, instantMs(entries.at(-1)?.at ?? '') ?? 0)
    return entries
  }
  return {
    nowMs: () => Math.max(clock.nowMs(), latestMs),
    watch: (record) => ({
      append: async (drafts) => see(await record.append(drafts)),
      entries: (filter) => see(record.entries(filter)),
      checkpoint: () => record.checkpoint(),
      verifierKey: () => record.verifierKey(),
      close: () => record.close(),
    }),
  }
}
