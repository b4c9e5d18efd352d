import type { Incident } from '../../domain/incident.ts'
import type { JsonObject } from '../../domain/json.ts'
import { instantMs, toMinute } from '../../domain/time.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Outcome, Step } from '../call.ts'
import type { Escalation } from '../escalation.ts'

const mostReminders = 5
const unknown =
  'What is overdue could not be worked out; the trust folder, outbox or record is at fault.'

/** Adds to every tool answer, refusals too, what is overdue (G9, G10), and pages the rung that is due. Never costs the answer. */
export function remind(options: { reader: CasebookReader; escalation: Escalation }): Step {
  return async (visit, next) => {
    const outcome = await next(visit)
    if (visit.call.what !== 'tool') return outcome
    try {
      const incidents = options.reader.incidents()
      const lines = incidents.flatMap((incident) => reminders(incident, options.escalation))
      await options.escalation.run(incidents)
      return withReminders(outcome, lines)
    } catch {
      return withReminders(outcome, [unknown])
    }
  }
}

function reminders(incident: Incident, escalation: Escalation): readonly string[] {
  const { id, severity, support, updateOverdue, nextUpdateDue } = incident
  const due = toMinute(instantMs(nextUpdateDue) ?? 0)
  const unacknowledged = escalation.overdueSinceMs(incident)
  return [
    ...(updateOverdue
      ? [`Update overdue: ${id} (${severity}) was due ${due}, owner ${support}.`]
      : []),
    ...(unacknowledged === null
      ? []
      : [`Handoff not acknowledged: ${id} was due ${toMinute(unacknowledged)}.`]),
  ]
}

function withReminders(outcome: Outcome, all: readonly string[]): Outcome {
  if (all.length === 0) return outcome
  const more = all.length - mostReminders
  const lines = more > 0 ? [...all.slice(0, mostReminders), `And ${more} more.`] : all
  const structured: JsonObject = { ...outcome.structured, reminders: lines }
  return {
    ...outcome,
    structured: structured as Outcome['structured'],
    text: `${outcome.text}\n\n${lines.map((line) => `> ${line}`).join('\n')}` as Outcome['text'],
  }
}
