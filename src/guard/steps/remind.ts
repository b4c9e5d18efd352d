import type { JsonObject } from '../../domain/json.ts'
import type { Incident } from '../../domain/incident.ts'
import { toMinute, instantMs } from '../../domain/time.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Escalation } from '../escalation.ts'
import type { Outcome, Step } from '../call.ts'

/** Adds to every tool answer what is overdue (G9, G10), and escalates an unacknowledged handoff along the matrix. */
export function remind(options: { reader: CasebookReader; escalation: Escalation }): Step {
  return async (visit, next) => {
    const outcome = await next(visit)
    if (visit.call.what !== 'tool') return outcome
    const open = options.reader.incidents()
    await options.escalation.run(open)
    return withReminders(
      outcome,
      open.flatMap((incident) => reminders(incident, options.escalation)),
    )
  }
}

function reminders(incident: Incident, escalation: Escalation): readonly string[] {
  const lines: string[] = []
  if (incident.updateOverdue) {
    const due = toMinute(instantMs(incident.nextUpdateDue) ?? 0)
    lines.push(
      `Update overdue: ${incident.id} (${incident.severity}) was due ${due}, owner ${incident.support}.`,
    )
  }
  const overdueSince = escalation.overdueSinceMs(incident)
  if (overdueSince !== null) {
    lines.push(`Handoff not acknowledged: ${incident.id} was due ${toMinute(overdueSince)}.`)
  }
  return lines
}

function withReminders(outcome: Outcome, lines: readonly string[]): Outcome {
  if (lines.length === 0) return outcome
  const structured: JsonObject = { ...outcome.structured, reminders: lines }
  return {
    ...outcome,
    structured: structured as Outcome['structured'],
    text: `${outcome.text}\n\n${lines.map((line) => `> ${line}`).join('\n')}` as Outcome['text'],
  }
}
