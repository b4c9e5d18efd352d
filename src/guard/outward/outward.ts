import type { Card } from '../../domain/decision.ts'
import type { Incident } from '../../domain/incident.ts'
import type { Severity } from '../../domain/severity.ts'
import { toMinute } from '../../domain/time.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MessageChannel } from '../../ports/messages.ts'
import type { Notifier } from '../../ports/notifier.ts'
import type { IncidentRecord } from '../../ports/record.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { TicketWriter } from '../../ports/tickets.ts'
import type { TrustRoot } from '../../ports/trust-root.ts'
import { createEscalation } from '../escalation.ts'
import type { Journal } from '../journal.ts'
import { belongsOnTicket, ticketKinds } from './comment.ts'
import { openLedger } from './ledger.ts'
import { createNotices } from './notices.ts'
import { outwardReminders } from './reminders.ts'
import { type Rounds, createRounds } from './rounds.ts'
import { createTrail } from './trail.ts'

export interface OutwardOptions {
  readonly record: Pick<IncidentRecord, 'entries' | 'checkpoint'>
  readonly reader: CasebookReader
  readonly journal: Journal
  readonly redactor: Redactor
  readonly clock: Clock
  readonly trustRoot: TrustRoot
  readonly messages: Pick<MessageChannel, 'send'>
  readonly desk: TicketWriter
  readonly notifiers: readonly Notifier[]
  readonly card: (request: string) => Promise<Card>
  /** Service levels for acknowledging a handoff, milliseconds by severity. */
  readonly acknowledgeMs: Readonly<Record<Severity, number>>
}

/** What leaves the house by itself: pages, notices and comments on tickets. It never costs an answer. */
export interface Outward extends Rounds {
  /** What is overdue or did not get out, one line each; our own words, ids and people of the trust folder. */
  reminders(incidents: readonly Incident[]): readonly string[]
  /** Tries to put what is new on the tickets, and says whether that entry stands on its own. Never fails. */
  readonly tell: (incident: string, seq: number) => Promise<boolean>
}

/** Three sources, one way out. Nothing is written, read or imported before the first look. */
export function openOutward(options: OutwardOptions): Outward {
  const { record, journal, notifiers, clock } = options
  const ledger = openLedger(record, belongsOnTicket, ticketKinds)
  const escalation = createEscalation(options)
  const notices = createNotices({ ...options, ledger })
  const trail = createTrail({ ...options, ledger })
  const rounds = createRounds({ journal, sources: [notices, escalation, trail] })

  function unacknowledged(incident: Incident): readonly string[] {
    const since = escalation.overdueSinceMs(incident)
    return since === null
      ? []
      : [`Handoff not acknowledged: ${incident.id} was due ${toMinute(since)}.`]
  }

  return {
    ...rounds,
    reminders: (incidents) => [
      ...incidents.flatMap(unacknowledged),
      ...outwardReminders({ trail, notifiers, clock }, incidents),
    ],
    async tell(incident, seq) {
      try {
        await rounds.round()
        return trail.has(incident, seq)
      } catch {
        return false
      }
    },
  }
}
