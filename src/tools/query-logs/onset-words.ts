import type { Onset } from '../../domain/onset.ts'
import { toIso, toMinute } from '../../domain/time.ts'
import type { Output } from './output.ts'

/** The onset in one sentence and in figures rounded to three digits. */
export function describeOnset(onset: Onset): Output['onset'] {
  if (!onset.found) {
    return {
      words:
        onset.reason === 'no change found'
          ? 'No change found in this window.'
          : `No onset: ${onset.reason}.`,
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
    words: sentence(onset),
    signal: onset.signal,
    at: toIso(onset.atMs),
    earliest: toIso(onset.earliestMs),
    latest: toIso(onset.latestMs),
    end: onset.endMs === null ? null : toIso(onset.endMs),
    rateBefore: digits(onset.rateBefore),
    rateDuring: digits(onset.rateDuring),
    ratio: digits(onset.ratio),
    p: digits(onset.p),
  }
}

function sentence(onset: Onset & { readonly found: true }): string {
  const what = onset.signal === 'volume' ? 'The number of events' : 'Errors'
  const moved = onset.ratio >= 1 ? 'rose' : 'fell'
  const unit = (rate: number): string =>
    onset.signal === 'error share' ? `${digits(rate * 100)} %` : `${digits(rate)} a minute`
  const times = onset.rateBefore > 0 ? `, x${digits(onset.ratio)}` : ''
  const end =
    onset.endMs === null ? 'still so at the end of the window' : `until ${toMinute(onset.endMs)}`
  return `${what} ${moved} at ${toMinute(onset.atMs)} (between ${toMinute(onset.earliestMs)} and ${toMinute(onset.latestMs)}), from ${unit(onset.rateBefore)} to ${unit(onset.rateDuring)}${times}, p ${digits(onset.p)}, ${end}.`
}

/** A UTC instant to the second. */
export function toSecond(ms: number): string {
  return `${toIso(ms).slice(0, 19)}Z`
}

/** Three significant digits. */
export function digits(value: number): number {
  return Number(value.toPrecision(3))
}
