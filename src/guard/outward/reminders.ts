import type { Incident } from '../../domain/incident.ts'
import { instantMs, minuteOf } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { readableRequests } from './subject.ts'
import type { Trail } from './trail.ts'

interface ReminderOptions {
  readonly trail: Pick<Trail, 'behind'>
  readonly notifiers: readonly Notifier[]
  readonly clock: Clock
}

const secondNoticeMs = 5 * 60_000

/** What did not get out, and what still waits after people were told twice, one line each. */
export function outwardReminders(
  { trail, notifiers, clock }: ReminderOptions,
  incidents: readonly Incident[],
): readonly string[] {
  const nowMs = clock.nowMs()
  const waiting = incidents.flatMap(readableRequests).filter(({ state }) => state === 'proposed')
  const faults = notifiers.flatMap(({ fault }) => fault ?? [])
  return [
    ...waiting
      .filter(({ proposedAt }) => nowMs >= (instantMs(proposedAt) ?? 0) + secondNoticeMs)
      .map(({ id, proposal: { expiresAt } }) => {
        const lapses = minuteOf(expiresAt)
        return `Still undecided: ${id}, lapses ${lapses}; ask one of the people on its card.`
      }),
    ...(waiting.length === 0 ? [] : faults.map((fault) => `Approvers are not notified: ${fault}`)),
    ...trail
      .behind()
      .map(
        ({ incident, waiting: entries }) =>
          `Ticket behind: ${incident} has ${entries} entries that its ticket did not take; Baton tries again.`,
      ),
  ]
}
