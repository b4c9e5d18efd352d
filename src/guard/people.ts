import { authorOf, type NamedValue } from '../domain/known-person.ts'
import type { ChangeLog } from '../ports/change-log.ts'
import type { LogEvent } from '../domain/logs/event.ts'
import type { LogStore } from '../ports/log-store.ts'

/** So many values are learnt from one answer of a source. */
const mostValues = 300

type Learn = (values: readonly NamedValue[]) => void

/** The same store; whom the fields of an event name is known before its message is shown. */
export function learningLogs(logs: LogStore, learn: Learn): LogStore {
  return {
    async search(query, signal) {
      const result = await logs.search(query, signal)
      const spoken = result.errorEvents.filter(speaksOfItsPeople)
      learn(distinct([...result.samples, ...spoken].flatMap(({ people = [] }) => people)))
      return result
    },
    check: (signal) => logs.check(signal),
  }
}

/** The same log; whoever made a change and is nobody of the configuration is known from then on. */
export function learningChanges(changes: ChangeLog, learn: Learn): ChangeLog {
  return {
    async changes(window, signal) {
      const found = await changes.changes(window, signal)
      learn(distinct(found.changes.flatMap(({ actor }) => authorOf(actor))))
      return found
    },
  }
}

/** Only then must whoever it names be known, so that no answer costs a write for each user of a service. */
function speaksOfItsPeople({ message, people = [] }: LogEvent): boolean {
  if (people.length === 0) return false
  const text = message.toLowerCase()
  return people.some(({ value }) =>
    value
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word.length > 2 && text.includes(word)),
  )
}

function distinct(values: readonly NamedValue[]): readonly NamedValue[] {
  const byText = new Map(values.map((item) => [`${item.class}\n${item.value}`, item]))
  return [...byText.values()].slice(0, mostValues)
}
