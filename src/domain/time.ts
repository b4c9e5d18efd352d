import { HandoffError } from './error.ts'

const instant =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)$/

/**
 * Epoch milliseconds of an ISO 8601 instant that carries `Z` or an offset; undefined for anything else.
 * Days that do not exist (30 February) are refused, not rolled over.
 */
export function instantMs(text: string): number | undefined {
  const m = instant.exec(text)
  if (!m) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = m
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const ms = Number((m[7] ?? '').padEnd(3, '0').slice(0, 3))
  const local = Date.UTC(year, month - 1, day, hour, minute, second, ms)
  const back = new Date(local)
  if (back.getUTCDate() !== day || back.getUTCMonth() !== month - 1) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return local - offsetMs(m[8]!)
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0
  const digits = zone.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000
}

/** As `instantMs`, but throws INVALID_INPUT naming the field and the fix. */
export function parseInstant(text: string, field: string): number {
  const ms = instantMs(text)
  if (ms === undefined) {
    throw new HandoffError('INVALID_INPUT', `${field} is not a UTC instant.`, {
      hint: 'Write it with Z or an offset, for example 2026-11-23T07:00:00Z.',
    })
  }
  return ms
}

/** Full ISO instant with milliseconds and `Z`, for data. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString()
}

/** `YYYY-MM-DDThh:mmZ`, for documents. */
export function toMinute(ms: number): string {
  return `${toIso(ms).slice(0, 16)}Z`
}

/** The same of an instant as data holds it; `an unknown time` for a text that names none. */
export function minuteOf(text: string): string {
  const ms = instantMs(text)
  return ms === undefined ? 'an unknown time' : toMinute(ms)
}

const durationUnits = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Milliseconds of `15m`, `30d`, `90s`, `1h`; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  const m = /^(\d{1,5})([smhd])$/.exec(text)
  return m ? Number(m[1]) * durationUnits[m[2] as keyof typeof durationUnits] : undefined
}
