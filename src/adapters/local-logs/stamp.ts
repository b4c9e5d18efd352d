import { statedTime } from '../../domain/logs/document-event.ts'
import type { Document } from '../../domain/logs/document.ts'
import type { WallClock } from '../../domain/zone.ts'

/** What a time lacks before it can be placed. */
export type Lack = 'zone' | 'year' | 'zone and year'

/** Epoch milliseconds, what is missing to know them, or undefined for something that is no time. */
export type Placed = number | Lack | undefined

/** What an entry knows that its lines may not say. */
export interface Place {
  readonly wall: WallClock | undefined
  readonly year: number | undefined
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Parts of a time as they stand in a text; a month may be a number or an English name. */
export interface Parts {
  readonly year?: string | undefined
  readonly month?: string | undefined
  readonly day?: string | undefined
  readonly hour?: string | undefined
  readonly minute?: string | undefined
  readonly second?: string | undefined
  readonly fraction?: string | undefined
  readonly zone?: string | undefined
  readonly epoch?: string | undefined
}

/** Places the parts of a time; a day that does not exist is undefined, never rolled over. */
export function placed(parts: Parts, place: Place): Placed {
  if (parts.epoch !== undefined) return epochMs(parts.epoch)
  const year = parts.year === undefined ? place.year : Number(parts.year)
  const noZone = parts.zone === undefined && place.wall === undefined
  if (year === undefined) return noZone ? 'zone and year' : 'year'
  const named = months.indexOf((parts.month ?? '').toLowerCase())
  const month = named >= 0 ? named : Number(parts.month) - 1
  const day = Number(parts.day)
  const hour = Number(parts.hour)
  const minute = Number(parts.minute)
  const second = Number(parts.second ?? 0)
  if (!(month >= 0 && month < 12 && hour < 24 && minute < 60 && second < 61)) return undefined
  const ms = Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0'))
  const fullYear = year < 100 ? 2000 + year : year
  const local = Date.UTC(fullYear, month, day, hour, minute, Math.min(second, 59), ms)
  if (new Date(local).getUTCDate() !== day) return undefined
  if (parts.zone !== undefined) return local - offsetMs(parts.zone)
  return noZone ? 'zone' : place.wall!(local)
}

function offsetMs(zone: string): number {
  const digits = zone.replace(/\D/g, '')
  if (digits === '') return 0
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000
}

/** Seconds, milli-, micro- or nanoseconds since 1970, told apart by their number of digits. */
export function epochMs(text: string): number | undefined {
  const [, whole = '', fraction = ''] = /^(\d{9,19})(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === '') return undefined
  if (whole.length <= 11) return Number(whole) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
  if (whole.length <= 14) return Number(whole)
  return Number(whole.slice(0, whole.length <= 17 ? -3 : -6))
}

const field =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?\s?(?<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/

/** The time a JSON document states. */
export function timeOf(document: Document, place: Place): Placed {
  return placedValue(statedTime(document), place)
}

/** A time as a JSON value: ISO 8601 with or without zone, or a number since 1970. */
export function placedValue(value: unknown, place: Place): Placed {
  if (typeof value === 'number') return value > 0 ? epochMs(epochText(value)) : undefined
  if (typeof value !== 'string') return undefined
  const parts = field.exec(value)?.groups
  return parts ? placed(parts, place) : epochMs(value)
}

function epochText(value: number): string {
  return value < 1e12 ? value.toFixed(3) : value.toFixed(0)
}
