import { authorOf, type NamedValue } from '../domain/known-person.ts'
import type { LogEvent } from '../domain/logs/event.ts'
import { speaksOfItsPeople, withoutItsPeople } from '../domain/logs/people.ts'
import type { ChangeLog } from '../ports/change-log.ts'
import type { LogStore } from '../ports/log-store.ts'

/** So many values are learnt from one answer of a source, and known in the answer to one call. */
const mostValues = 300

type Learn = (values: readonly NamedValue[]) => void

/**
 * The same store; whom the fields of an event name is known before its message is shown, to this call by `named`, which
 * grows. Beyond a bound such words are starred, so that a flood of names hides none of them.
 */
export function learningLogs(logs: LogStore, named: NamedValue[], learn: Learn): LogStore {
  return {
    async search(query, signal) {
      const result = await logs.search(query, signal)
      const { samples, errorEvents, calmEvents } = result
      const spoken = [...errorEvents, ...calmEvents].filter(speaksOfItsPeople)
      const met = distinct([...samples, ...spoken].flatMap(({ people = [] }) => people))
      learn(met)
      const known = new Set(named.map(keyOf))
      for (const one of met) {
        if (named.length >= mostValues) break
        if (!known.has(keyOf(one))) named.push(one)
        known.add(keyOf(one))
      }
      const safe = (event: LogEvent): LogEvent =>
        event.people === undefined || event.people.every((one) => known.has(keyOf(one)))
          ? event
          : withoutItsPeople(event)
      return {
        ...result,
        samples: samples.map(safe),
        errorEvents: errorEvents.map(safe),
        calmEvents: calmEvents.map(safe),
      }
    },
    check: (signal) => logs.check(signal),
  }
}

/** The same log; whoever made a change and is nobody of the configuration is known from then on. */
export function learningChanges(changes: ChangeLog, learn: Learn): ChangeLog {
  return {
    async changes(window, signal) {
      const found = await changes.changes(window, signal)
      learn(
        distinct(
          found.changes.flatMap(({ actor, approvedBy, alsoBy }) =>
            [actor, ...approvedBy, ...alsoBy].flatMap(authorOf),
          ),
        ),
      )
      return found
    },
    async difference(range, signal) {
      const found = await changes.difference(range, signal)
      const { commits = [], pullRequests = [] } = found ?? {}
      const made = [...commits, ...pullRequests].map(({ author }) => author)
      const others = commits.flatMap(({ alsoBy = [] }) => alsoBy)
      learn(distinct([...made, ...others].flatMap(authorOf)))
      return found
    },
    check: (signal) => changes.check(signal),
  }
}

function keyOf({ class: kind, value }: NamedValue): string {
  return `${kind}\n${value}`
}

function distinct(values: readonly NamedValue[]): readonly NamedValue[] {
  const byText = new Map(values.map((item) => [keyOf(item), item]))
  return [...byText.values()].slice(0, mostValues)
}
