import type { Incident } from '../domain/incident.ts'
import { dueBySeverityMs, severityMoments } from '../domain/incident/due.ts'
import type { Severity } from '../domain/severity.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { type Rung, holdersOf } from '../domain/trust.ts'
import type { CasebookReader } from '../ports/casebook.ts'
import type { Clock } from '../ports/clock.ts'
import type { MessageChannel } from '../ports/messages.ts'
import type { TrustRoot } from '../ports/trust-root.ts'
import { type Delivery, type Source, pauseMs } from './outward/delivery.ts'

interface EscalationOptions {
  readonly reader: Pick<CasebookReader, 'incidents'>
  readonly messages: Pick<MessageChannel, 'send'>
  readonly trustRoot: TrustRoot
  readonly clock: Clock
  /** Service levels for acknowledging a handoff, milliseconds by severity. */
  readonly acknowledgeMs: Readonly<Record<Severity, number>>
}

/** Follows a handoff until somebody acknowledges it; each rung of the matrix is paged once, in order, none is skipped. */
export interface Escalation extends Source {
  /** Since when the acknowledgement is overdue; null when it is not. */
  overdueSinceMs(incident: Incident): number | null
}

const deadlineMs = 5_000

export function createEscalation(options: EscalationOptions): Escalation {
  const { reader, clock, trustRoot, acknowledgeMs } = options

  function overdueSinceMs(incident: Incident): number | null {
    if (!incident.handoff || incident.acknowledgement || incident.closing) return null
    const handedMs = instantMs(incident.handoff.at) ?? 0
    const dueMs = dueBySeverityMs(severityMoments(incident), handedMs, (of) => acknowledgeMs[of])
    return clock.nowMs() > dueMs ? dueMs : null
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
      if (!sent) return isPaused(incident, rung.level) ? undefined : rung
      dueMs = (instantMs(sent.recordedAt) ?? 0) + rung.withinMs
    }
    return undefined
  }

  function isPaused(incident: Incident, level: number): boolean {
    const failed = failures(incident, level)
    const lastMs = instantMs(failed.at(-1)?.recordedAt ?? '') ?? 0
    return clock.nowMs() < lastMs + pauseMs(failed.length)
  }

  return {
    overdueSinceMs,
    due: () =>
      reader.incidents().flatMap((incident) => {
        const since = overdueSinceMs(incident)
        const rung = since === null ? undefined : nextRung(incident, since)
        return rung && incident.handoff ? [[pageOf(options, incident, incident.handoff, rung)]] : []
      }),
  }
}

/** The page of that rung about the present handoff, unless sending it failed. The rungs of another severity are others. */
function sentPage(incident: Incident, level: number): Incident['escalations'][number] | undefined {
  const about = incident.escalations.filter((sent) => isOfRung(incident, level, sent))
  return about.length > failures(incident, level).length ? about.at(-1) : undefined
}

function failures(incident: Incident, level: number): Incident['failedEscalations'] {
  return incident.failedEscalations.filter((sent) => isOfRung(incident, level, sent))
}

function isOfRung(
  { handoff, severity }: Incident,
  level: number,
  sent: { readonly handoff: number; readonly severity: string; readonly level: number },
): boolean {
  return sent.handoff === handoff?.seq && sent.severity === severity && sent.level === level
}

function pageOf(
  { messages, trustRoot, clock }: EscalationOptions,
  incident: Incident,
  { seq: handoff }: NonNullable<Incident['handoff']>,
  { level, role }: Rung,
): Delivery {
  const { id, severity } = incident
  const holder = holdersOf(trustRoot.read(), role, clock.nowMs())[0]
  const reason = `The handoff of ${id} (${severity}) is not acknowledged within its service level.`
  const body = { handoff, severity, level, role, person: holder?.id ?? null, reason }
  return {
    incident: id,
    deadlineMs,
    intent: {
      fact: { kind: 'escalation.sent', body },
      once: `escalation:${id}:${handoff}:${severity}:${level}:${failures(incident, level).length}`,
    },
    async send(signal) {
      await messages.send(
        {
          audience: 'internal',
          channel: 'page',
          to: [holder?.id ?? role],
          incident: id,
          subject: `Escalation level ${level}: ${id}`,
          text: `${reason} Take over with: baton acknowledge ${id} --read-back "what you took over". Sent ${toMinute(clock.nowMs())}.`,
        },
        signal,
      )
      return undefined
    },
    failed: () => ({
      fact: { kind: 'escalation.failed', body: { handoff, severity, level } },
    }),
  }
}
