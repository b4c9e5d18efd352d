import type { Onset } from '../../domain/onset.ts'
import { minuteOf, toIso } from '../../domain/time.ts'
import type { Output } from './output.ts'

/** The onset in figures rounded to three digits; where no source was read nothing is said of it. */
export function describeOnset(onset: Onset, isRead: boolean): Output['onset'] {
  if (!onset.found) {
    return {
      none: isRead ? reasonOf(onset.reason) : 'Unknown: no source of logs could be read.',
      signal: null,
      at: null,
      earliest: null,
      latest: null,
      end: null,
      rateBefore: null,
      rateDuring: null,
      ratio: null,
      p: null,
    }
  }
  return {
    none: null,
    signal: onset.signal,
    at: toIso(onset.atMs),
    earliest: toIso(onset.earliestMs),
    latest: toIso(onset.latestMs),
    end: onset.endMs === null ? null : toIso(onset.endMs),
    rateBefore: digits(onset.rateBefore),
    rateDuring: digits(onset.rateDuring),
    // Where nothing was counted before, errors rose by no number.
    ratio: Number.isFinite(onset.ratio) ? digits(onset.ratio) : null,
    p: digits(onset.p),
  }
}

function reasonOf(reason: string): string {
  return reason === 'no change found' ? 'No change found in this window.' : `No onset: ${reason}.`
}

/** The onset in one sentence. */
export function onsetSentence(onset: Output['onset']): string {
  const { at, earliest, latest, end, signal, rateBefore, rateDuring, ratio, p } = onset
  if (at === null) return onset.none ?? 'No onset.'
  const what = signal === 'volume' ? 'The number of events' : 'Errors'
  const moved = (ratio ?? 1) >= 1 ? 'rose' : 'fell'
  const unit = (rate: number | null): string =>
    signal === 'error share' ? `${digits((rate ?? 0) * 100)} %` : `${rate ?? 0} a minute`
  const times = (rateBefore ?? 0) > 0 ? `, x${ratio}` : ''
  const until = end === null ? 'still so at the end of the window' : `until ${minute(end)}`
  return `${what} ${moved} at ${minute(at)} (between ${minute(earliest)} and ${minute(latest)}), from ${unit(rateBefore)} to ${unit(rateDuring)}${times}, p ${p}, ${until}.`
}

function minute(instant: string | null): string {
  return instant === null ? 'unknown' : minuteOf(instant)
}

/** A UTC instant to the second. */
export function toSecond(ms: number): string {
  return `${toIso(ms).slice(0, 19)}Z`
}

/** Three significant digits. */
export function digits(value: number): number {
  return Number(value.toPrecision(3))
}
