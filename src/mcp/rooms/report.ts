import type { ChangeEvent } from '../../domain/change-event.ts'
import { HandoffError } from '../../domain/error.ts'
import type { JsonObject } from '../../domain/json.ts'
import { reportOf } from '../../domain/report.ts'
import type { Room } from '../../guard/call.ts'

/** Where a feed's changes go on the record, redacted; what it told before to the letter is known already. */
export function reportRoom(feed: string, changes: readonly ChangeEvent[]): Room {
  return {
    effect: 'record',
    // The changes themselves go on the record; the ask need not repeat them.
    sizeOnly: ['changes'],
    validate: (raw) => raw as JsonObject,
    async enter(_, visit) {
      const { casebook } = visit.contexts(visit.signal).record
      const settled = await Promise.allSettled(
        changes.map((change) => casebook.report(null, reportOf(change, feed))),
      )
      const failed = settled.find((one) => one.status === 'rejected' && !isKnown(one.reason))
      if (failed?.status === 'rejected') throw failed.reason
      const recorded = settled.filter(({ status }) => status === 'fulfilled').length
      return { structured: { recorded, known: changes.length - recorded } }
    },
    render: ({ recorded, known }) => `Recorded ${Number(recorded)}, known ${Number(known)}.`,
  }
}

function isKnown(cause: unknown): boolean {
  return cause instanceof HandoffError && cause.code === 'CONFLICT'
}
