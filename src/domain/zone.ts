/** Turns a wall-clock reading, written as if it were UTC milliseconds, into epoch milliseconds. */
export type WallClock = (localMs: number) => number

const quarterHourMs = 15 * 60_000
const fixedOffset = /^([+-])(\d\d):?(\d\d)$/

/**
 * The wall clock of an IANA zone or of a fixed offset such as `+02:00`; undefined for a zone nobody knows.
 * An hour that happens twice is read as its first pass, one that is skipped as if the clocks had not moved.
 */
export async function wallClock(zone: string): Promise<WallClock | undefined> {
  if (/^(?:UTC|GMT|Z|Etc\/UTC)$/i.test(zone)) return (localMs) => localMs
  const fixed = fixedOffset.exec(zone)
  if (fixed) {
    const offsetMs = (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000
    return fixed[1] === '-' ? (localMs) => localMs + offsetMs : (localMs) => localMs - offsetMs
  }
  return namedZone(zone)
}

/** Whether that zone's wall clock can run back, so that a file in time order may look unordered for an hour. */
export function movesItsClocks(zone: string | undefined): boolean {
  return zone !== undefined && !/^(?:UTC|GMT|Z|Etc\/UTC)$/i.test(zone) && !fixedOffset.test(zone)
}

async function namedZone(zone: string): Promise<WallClock | undefined> {
  const { Temporal } = await import('temporal-polyfill')
  const offsetAt = (localMs: number): number => {
    const wall = new Date(localMs).toISOString().slice(0, -1)
    return localMs - Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds
  }
  try {
    offsetAt(0)
  } catch {
    return undefined
  }
  const offsets = new Map<number, number>()
  return (localMs) => {
    const quarter = Math.floor(localMs / quarterHourMs)
    let offsetMs = offsets.get(quarter)
    if (offsetMs === undefined) {
      offsetMs = offsetAt(quarter * quarterHourMs)
      offsets.set(quarter, offsetMs)
    }
    return localMs - offsetMs
  }
}
