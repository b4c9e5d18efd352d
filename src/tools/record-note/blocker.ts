import type { Incident } from '../../domain/incident.ts'
import { holdersOf } from '../../domain/trust.ts'
import type { RecordContext } from '../tool.ts'

const roles = ['incident-commander', 'sre'] as const

/** Tells the incident commander and SRE on call about a blocker; returns who was told. The note stands even if this fails. */
export async function notifyBlocker(
  incident: Incident,
  text: string,
  context: RecordContext,
): Promise<readonly string[]> {
  const trust = context.trust()
  const to = roles.map((role) => holdersOf(trust, role, context.nowMs)[0]?.id ?? role)
  try {
    await context.messages.send(
      {
        audience: 'internal',
        channel: 'incident',
        to,
        incident: incident.id,
        subject: `Blocker on ${incident.id} (${incident.severity}, ${incident.regions.join(', ')})`,
        text,
      },
      context.signal,
    )
    return to
  } catch {
    return []
  }
}
