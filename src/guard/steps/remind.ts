import type { Incident } from '../../domain/incident.ts'
import { isLate } from '../../domain/incident/asks.ts'
import { answerDue, isAnswerOverdue } from '../../domain/incident/glass.ts'
import type { JsonObject } from '../../domain/json.ts'
import { minuteOf } from '../../domain/time.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Outcome, Step } from '../call.ts'
import type { Outward } from '../outward/outward.ts'

interface RemindOptions {
  readonly reader: CasebookReader
  /** Loaded when the first tool was called. */
  readonly openOutward: () => Promise<Outward>
  readonly clock: Clock
}

const mostReminders = 5
const unknown =
  'What is overdue could not be worked out; the trust folder, outbox or record is at fault.'

/**
 * Adds to every tool answer, refusals too, what is overdue (G9, G10, break-glass), asks last, and begins with what is to leave the
 * house: pages, notices, comments. Never costs the answer, which waits for none of it.
 */
export function remind({ reader, openOutward, clock }: RemindOptions): Step {
  return async (visit, next) => {
    const outcome = await next(visit)
    if (visit.call.what !== 'tool') return outcome
    try {
      const outward = await openOutward()
      const incidents = reader.incidents()
      const nowMs = clock.nowMs()
      const lines = [
        ...incidents.flatMap(overdueUpdate),
        ...outward.reminders(incidents),
        ...incidents.flatMap((incident) => unanswered(incident, nowMs)),
        ...incidents.flatMap((incident) => lateAsks(incident, nowMs)),
      ]
      outward.start()
      return withReminders(outcome, lines)
    } catch {
      return withReminders(outcome, [unknown])
    }
  }
}

function overdueUpdate(incident: Incident): readonly string[] {
  const { id, severity, support, updateOverdue, nextUpdateDue } = incident
  const due = minuteOf(nextUpdateDue)
  return updateOverdue
    ? [`Update overdue: ${id} (${severity}) was due ${due}, owner ${support}.`]
    : []
}

/** A break-glass for which no second person has answered within its day; nobody is paged for that. */
function unanswered({ id, glass }: Incident, nowMs: number): readonly string[] {
  return glass
    .filter((breaking) => isAnswerOverdue(breaking, nowMs))
    .map((breaking) => {
      const due = minuteOf(answerDue(breaking))
      return `Break-glass not countersigned: ${id} was due ${due}; a second person runs baton countersign.`
    })
}

/** The ids of asks that are overdue; an owner is somebody's text and stands in the brief alone. */
function lateAsks({ id, asks, closing }: Incident, nowMs: number): readonly string[] {
  const late = closing === null ? asks.filter((ask) => isLate(ask, nowMs)) : []
  const [first] = late
  if (!first) return []
  const more = late.length > 1 ? ` and ${late.length - 1} more` : ''
  const due = minuteOf(first.due)
  return [`Ask overdue: ${first.id}${more} of ${id} was due ${due}; assign_ask moves it on.`]
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
