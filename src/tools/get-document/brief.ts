import type { Incident } from '../../domain/incident.ts'
import { isOpen } from '../../domain/incident/asks.ts'
import { openBreaking } from '../../domain/incident/glass.ts'
import { requestsOf } from '../../domain/request.ts'
import { minuteOf, toMinute } from '../../domain/time.ts'
import type { Now } from '../shared/missing-to-close.ts'
import { pathsOf } from './paths.ts'

/** The brief of an incident as a document: where it stands, what is pending, what there is to read, what to do next. */
export async function briefText(incident: Incident, now: Now): Promise<string> {
  const { nowMs } = now
  const { nextStep } = await import('../shared/next-step.ts')
  const { services, regions, resolvedAt } = incident
  const glass = openBreaking(incident.glass)
  return [
    `${incident.id}: ${incident.severity}, ${incident.state.replace('_', ' ')}, ${services.join(', ') || 'service unknown'} in ${regions.join(', ') || 'region unknown'}, ${incident.environment}`,
    incident.title,
    `As of ${toMinute(nowMs)}. Window ${minuteOf(incident.window.from)} to ${minuteOf(incident.window.to)}.`,
    `Commander: ${incident.commander ?? 'nobody on the rota'}. Support: ${incident.support}.`,
    resolvedAt === null
      ? `Next update due ${minuteOf(incident.nextUpdateDue)}${incident.updateOverdue ? ', OVERDUE' : ''}.`
      : `Resolved ${minuteOf(resolvedAt)}; no update is due.`,
    ...requestsOf(incident).map(
      ({ id, state, proposal }) =>
        `Request ${id}: ${state}, ${proposal.target} in ${proposal.environment}`,
    ),
    ...(glass
      ? [`Break-glass by ${glass.by} until ${minuteOf(glass.until)}: not countersigned`]
      : []),
    ...incident.asks
      .filter(isOpen)
      .map(
        ({ id, state, owner, due, text }) =>
          `Ask ${id}, ${state}: ${owner}, due ${minuteOf(due)}: ${text}`,
      ),
    `To read: ${pathsOf(incident).slice(1).join(', ')}`,
    `Next best step: ${nextStep(incident, now)}`,
  ].join('\n')
}
