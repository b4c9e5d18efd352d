import { instantMs } from '../../domain/time.ts'

const epoch = /^\d{9,13}(?:\.\d{1,9})?$/
const zoneless = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?))?$/
const spaced = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|UTC|[+-]\d\d:?\d\d)$/

/** Seconds since 1970 have at most 10 digits until the year 2286; 12 and 13 digits are milliseconds. */
const leastMs = 1e11

/** Epoch milliseconds of ISO 8601, of epoch seconds or of epoch milliseconds; a time without a zone is UTC. */
export function readInstant(text: string): number | undefined {
  if (epoch.test(text)) {
    const value = Number(text)
    return Math.round(value >= leastMs ? value : value * 1_000)
  }
  return instantMs(withZone(text))
}

function withZone(text: string): string {
  const bare = zoneless.exec(text)
  if (bare) return `${bare[1]}T${(bare[2] ?? '00:00').replace(',', '.')}Z`
  const apart = spaced.exec(text)
  if (!apart) return text
  return `${apart[1]}T${apart[2]!.replace(',', '.')}${apart[3] === 'UTC' ? 'Z' : apart[3]}`
}
