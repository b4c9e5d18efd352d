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
  run(incidents: readonly Incident[]): Promise<void>
}

const server = { id: 'baton', kind: 'server' } as const

export function createEscalation(options: EscalationOptions): Escalation {
  const { journal, messages, trustRoot, clock, acknowledgeMs } = options

  function overdueSinceMs(incident: Incident): number | null {
    if (!incident.handoff || incident.acknowledgement) return null
    const dueMs = (instantMs(incident.handoff.at) ?? 0) + acknowledgeMs[incident.severity]
    return clock.nowMs() > dueMs ? dueMs : null
  }

  async function run(incidents: readonly Incident[]): Promise<void> {
    for (const incident of incidents) {
      const since = overdueSinceMs(incident)
      const rung = since === null ? undefined : nextRung(incident, since)
      if (rung) await page(incident, rung)
    }
  }

  function nextRung(incident: Incident, sinceMs: number): Rung | undefined {
    const rungs = trustRoot
      .read()
      .matrix.filter((rung) => rung.severity === incident.severity)
      .toSorted((a, b) => a.level - b.level)
    let reachedAtMs = sinceMs
    for (const rung of rungs) {
      if (clock.nowMs() < reachedAtMs) return undefined
      if (!incident.escalations.some((sent) => sent.level === rung.level)) return rung
      reachedAtMs += rung.withinMs
    }
    return undefined
  }

  /** The intent is on the record first; of two processes only one gets the key and sends. */
  async function page(incident: Incident, rung: Rung): Promise<void> {
    const holder = holdersOf(trustRoot.read(), rung.role, clock.nowMs())[0]
    const reason = `The handoff of ${incident.id} (${incident.severity}) is not acknowledged within its service level.`
    const body = {
      severity: incident.severity,
      level: rung.level,
      role: rung.role,
      person: holder?.id ?? null,
      reason,
    }
    try {
      const once = `escalation:${incident.id}:${incident.handoff?.at}:${rung.level}`
      await journal.append(server, incident.id, { kind: 'escalation.sent', body }, once)
    } catch {
      return
    }
    const text = `${reason} Acknowledge with: baton acknowledge ${incident.id}. Sent ${toMinute(clock.nowMs())}.`
    const to = [holder?.id ?? rung.role]
    const subject = `Escalation level ${rung.level}: ${incident.id}`
    const message = {
      audience: 'internal',
      channel: 'page',
      to,
      incident: incident.id,
      subject,
      text,
    } as const
    await messages.send(message, AbortSignal.timeout(5_000))
  }

  return { overdueSinceMs, run }
}
