import { type Actor, server } from '../domain/entry.ts'
import { isConflict } from '../domain/error.ts'
import type { Incident } from '../domain/incident.ts'
import type { Severity } from '../domain/severity.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { type Rung, holdersOf } from '../domain/trust.ts'
import type { Clock } from '../ports/clock.ts'
import type { MessageChannel } from '../ports/messages.ts'
import type { TrustRoot } from '../ports/trust-root.ts'
import type { Journal } from './journal.ts'

interface EscalationOptions {
  readonly journal: Journal
  readonly messages: MessageChannel
  readonly trustRoot: TrustRoot
  readonly clock: Clock
  /** Service levels for acknowledging a handoff, milliseconds by severity. */
  readonly acknowledgeMs: Readonly<Record<Severity, number>>
}

/** Follows a handoff until somebody acknowledges it; each rung of the matrix is paged once, in order, none is skipped. */
export interface Escalation {
  /** Since when the acknowledgement is overdue; null when it is not. */
  overdueSinceMs(incident: Incident): number | null
  /** Pages the rung that is due, if any; throws what reading the trust folder or writing the record throws. */
  run(incidents: readonly Incident[]): Promise<void>
}

const sendDeadlineMs = 5_000

export function createEscalation(options: EscalationOptions): Escalation {
  const { clock, trustRoot, acknowledgeMs } = options

  function overdueSinceMs(incident: Incident): number | null {
    if (!incident.handoff || incident.acknowledgement) return null
    const dueMs = (instantMs(incident.handoff.at) ?? 0) + acknowledgeMs[incident.severity]
    return clock.nowMs() > dueMs ? dueMs : null
  }

  async function run(incidents: readonly Incident[]): Promise<void> {
    for (const incident of incidents) {
      const since = overdueSinceMs(incident)
      const rung = since === null ? undefined : nextRung(incident, since)
      if (rung) await page(options, incident, rung)
    }
  }

  /** A rung has its whole time to answer from when it was paged, however late that was. */
  function nextRung(incident: Incident, sinceMs: number): Rung | undefined {
    const rungs = trustRoot
      .read()
      .matrix.filter(({ severity }) => severity === incident.severity)
      .toSorted((a, b) => a.level - b.level)
    let dueMs = sinceMs
    for (const rung of rungs) {
      if (clock.nowMs() < dueMs) return undefined
      const sent = sentPage(incident, rung.level)
      if (!sent) return rung
      dueMs = (instantMs(sent.recordedAt) ?? 0) + rung.withinMs
    }
    return undefined
  }

  return { overdueSinceMs, run }
}

/** The page of that rung about the present handoff, unless sending it failed. */
function sentPage(incident: Incident, level: number): Incident['escalations'][number] | undefined {
  const { handoff, escalations } = incident
  const about = escalations.filter((sent) => sent.handoff === handoff?.seq && sent.level === level)
  return about.length > failures(incident, level) ? about.at(-1) : undefined
}

function failures({ handoff, failedEscalations }: Incident, level: number): number {
  return failedEscalations.filter((sent) => sent.handoff === handoff?.seq && sent.level === level)
    .length
}

/** The intent is on the record first; of two processes only one gets the key and sends. */
async function page(options: EscalationOptions, incident: Incident, rung: Rung): Promise<void> {
  const { journal, messages, trustRoot, clock } = options
  const { id, handoff, severity } = incident
  if (!handoff) return
  const { level, role } = rung
  const holder = holdersOf(trustRoot.read(), role, clock.nowMs())[0]
  const reason = `The handoff of ${id} (${severity}) is not acknowledged within its service level.`
  const body = { handoff: handoff.seq, severity, level, role, person: holder?.id ?? null, reason }
  const once = `escalation:${id}:${handoff.seq}:${level}:${failures(incident, level)}`
  try {
    await journal.append(server, id, { kind: 'escalation.sent', body }, once)
  } catch (cause) {
    if (isConflict(cause)) return
    throw cause
  }
  try {
    await messages.send(
      {
        audience: 'internal',
        channel: 'page',
        to: [holder?.id ?? role],
        incident: id,
        subject: `Escalation level ${level}: ${id}`,
        text: `${reason} Take over with: baton acknowledge ${id} --read-back "what you took over". Sent ${toMinute(clock.nowMs())}.`,
      },
      AbortSignal.timeout(sendDeadlineMs),
    )
  } catch {
    const failed = { kind: 'escalation.failed', body: { handoff: handoff.seq, level } } as const
    await journal.append(server satisfies Actor, id, failed)
  }
}
