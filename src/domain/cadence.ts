import type { Severity } from './severity.ts'

/** How soon the first and each further update is due, milliseconds. */
export interface Cadence {
  readonly firstMs: number
  readonly thenMs: number
}

export type CadenceTable = Readonly<Record<Severity, Cadence>>

const minuteMs = 60_000

/** Every 60 minutes at the latest, faster for higher severities ("Communication" of the product support handoff guide). */
export const defaultCadence: CadenceTable = {
  SEV1: { firstMs: 15 * minuteMs, thenMs: 30 * minuteMs },
  SEV2: { firstMs: 30 * minuteMs, thenMs: 60 * minuteMs },
  SEV3: { firstMs: 60 * minuteMs, thenMs: 60 * minuteMs },
  SEV4: { firstMs: 60 * minuteMs, thenMs: 60 * minuteMs },
}
