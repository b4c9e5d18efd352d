import { authorOf, type NamedValue } from '../domain/known-person.ts'
import type { LogEvent } from '../domain/logs/event.ts'
import { speaksOfItsPeople, withoutItsPeople } from '../domain/logs/people.ts'
import type { ActorNames } from './actor-names.ts'
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

/**
 * The same log with those who made or approved a change as they may be shown; whoever of them is a token is hidden in the
 * rest of what it tells as well, in this call and from then on.
 */
export function learningChanges(
  changes: ChangeLog,
  names: ActorNames,
  named: NamedValue[],
  learn: Learn,
): ChangeLog {
  const meet = (people: readonly (string | null)[]): void => {
    const met = distinct(
      people.filter((one) => one !== null && names(one) !== one).flatMap(authorOf),
    )
    learn(met)
    const known = new Set(named.map(keyOf))
    const fresh = met.filter((one) => !known.has(keyOf(one)))
    named.push(...fresh.slice(0, Math.max(0, mostValues - named.length)))
  }
  const shown = (name: string | null): string | null => (name === null ? null : names(name))
  return {
    async changes(window, signal) {
      const found = await changes.changes(window, signal)
      meet(
        found.changes.flatMap(({ actor, approvedBy, alsoBy }) => [actor, ...approvedBy, ...alsoBy]),
      )
      return {
        ...found,
        changes: found.changes.map((change) => ({
          ...change,
          actor: shown(change.actor),
          approvedBy: change.approvedBy.map(names),
        })),
      }
    },
    async difference(range, signal) {
      const found = await changes.difference(range, signal)
      if (found === null) return null
      const { commits, pullRequests } = found
      const others = commits.flatMap(({ alsoBy = [] }) => alsoBy)
      meet([...[...commits, ...pullRequests].map(({ author }) => author), ...others])
      return {
        ...found,
        commits: commits.map((commit) => ({ ...commit, author: shown(commit.author) })),
        pullRequests: pullRequests.map((one) => ({ ...one, author: shown(one.author) })),
      }
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
