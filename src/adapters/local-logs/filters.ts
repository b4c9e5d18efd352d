import type { LogEvent, LogFilters } from '../../ports/log-store.ts'
import { rankOf, rankOfName } from './levels.ts'

/** Whether an event passes every given filter; a level means that level or a worse one, a status may be `5xx`. */
export function matcher(filters: LogFilters): (event: LogEvent) => boolean {
  const tests: ((event: LogEvent) => boolean)[] = []
  for (const name of ['service', 'environment', 'region', 'version'] as const) {
    const wanted = filters[name]?.toLowerCase()
    if (wanted !== undefined) tests.push((event) => event[name]?.toLowerCase() === wanted)
  }
  for (const name of ['endpoint', 'traceId', 'correlationId'] as const) {
    const wanted = filters[name]?.toLowerCase()
    if (wanted !== undefined) tests.push((event) => event[name]?.toLowerCase() === wanted)
  }
  if (filters.level !== undefined) {
    const least = rankOfName(filters.level)
    tests.push((event) => rankOf(event) >= least)
  }
  if (filters.status !== undefined) tests.push(statusTest(filters.status))
  if (filters.text !== undefined) {
    const wanted = filters.text.toLowerCase()
    const { shown } = filters
    tests.push(({ message }) => message.toLowerCase().includes(wanted))
    if (shown) tests.push(({ message }) => shown(message).toLowerCase().includes(wanted))
  }
  if (filters.user !== undefined) {
    const wanted = filters.user.toLowerCase()
    tests.push(
      (event) =>
        event.user?.toLowerCase() === wanted || event.message.toLowerCase().includes(wanted),
    )
  }
  return (event) => tests.every((test) => test(event))
}

function statusTest(wanted: string): (event: LogEvent) => boolean {
  const family = /^([1-5])xx$/i.exec(wanted)
  if (family) return (event) => Math.floor((event.status ?? 0) / 100) === Number(family[1])
  return (event) => `${event.status}` === wanted
}
