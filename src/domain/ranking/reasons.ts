import type { ChangeEvent } from '../change-event.ts'
import { mayBeSame } from './environment-names.ts'
import { nameMatcher } from './name-words.ts'
import * as rates from './rates.ts'
import { type ErrorStep, errorsFell, type Rollbacks } from './recovery.ts'
import { shareVerdict, type VersionCount } from './share-test.ts'
import { type OnsetSpan, span, type Timing } from './timing.ts'
import type { BlastSet, Looks, Traffic } from './traffic.ts'

/** What a change is ranked against. Names are compared word by word, whatever their writing. */
export interface RankingScope {
  readonly onset: OnsetSpan | null
  readonly services: BlastSet
  readonly regions: readonly string[]
  readonly environment: string | null
  readonly nowMs: number
  /** From when on all changes are known; null or absent when as far back as anybody could ask. */
  readonly fromMs?: number | null
  readonly seen?: Seen
}

/** What one service logged, by version. */
export interface ServiceVersions {
  readonly service: string
  readonly counts: readonly VersionCount[]
}

/** What the logs and the record say, as far as they were asked. */
export interface Seen {
  /** By service and version, since the onset. */
  readonly versions: readonly ServiceVersions[]
  /** Steps of time since the onset. */
  readonly steps: readonly ErrorStep[]
  /** New log patterns and the title: written by anybody. */
  readonly texts: readonly string[]
}

export const terms = [
  'prior',
  'time',
  'service',
  'words',
  'symptom',
  'environment',
  'region',
  'class',
  'class by words',
  'state',
  'version',
  'rollback',
] as const

/** One term of a score, in our words alone: no text of the change stands in them. */
export interface Reason {
  readonly term: (typeof terms)[number]
  readonly logOdds: number
  readonly words: string
}

/** What the terms of all changes are made with. */
export interface Ground {
  readonly scope: RankingScope
  readonly traffic: Traffic
  readonly rollbacks: Rollbacks
  readonly isAffectedRegion: ReturnType<typeof nameMatcher>
  /** The counts of the service of that name. */
  readonly versionsOf: (service: string) => readonly VersionCount[] | undefined
}

/** Finds the counts of a service however its name is written. */
export function versionFinder(seen: Seen | undefined): Ground['versionsOf'] {
  const known = (seen?.versions ?? []).map(({ service, counts }) => ({
    isOwn: nameMatcher([service]),
    counts,
  }))
  return (service) => known.find(({ isOwn }) => isOwn(service) === 'same')?.counts
}

/** Every term that says something about the change; terms without weight are left out. */
export function reasonsFor(
  change: ChangeEvent,
  looks: Looks,
  timing: Timing,
  ground: Ground,
): readonly Reason[] {
  const { scope, traffic } = ground
  const place = placeReason(looks, traffic)
  return [
    priorReason(traffic),
    timeReason(timing, scope.onset),
    place,
    wordsReason(looks, traffic, place?.logOdds ?? 0),
    symptomReason(looks, traffic),
    environmentReason(change, scope.environment),
    regionReason(change, ground),
    classReason(looks, traffic),
    stateReason(change),
    versionReason(change, ground),
    rollbackReason(change, ground),
  ].filter((term) => term !== undefined && term.logOdds !== 0) as readonly Reason[]
}

function priorReason({ perDay }: Traffic): Reason {
  const words = `as one of about ${Math.round(perDay)} changes a day`
  return { term: 'prior', logOdds: rates.priorOdds(perDay), words }
}

function timeReason({ when, lagMs }: Timing, onset: OnsetSpan | null): Reason | undefined {
  if (when === 'future') return fixed('time', 'dated in the future')
  const band = rates.bands.findIndex((one) => one.when === when)
  if (band === -1 || onset === null) return undefined
  if (lagMs > 0) {
    return {
      term: 'time',
      logOdds: rates.bandOdds(band),
      words: `in effect ${span(lagMs)} before the onset`,
    }
  }
  const words = 'in progress or started as the onset came'
  return { term: 'time', logOdds: widened(onset), words }
}

/** An onset that is only known to hours has many changes within it. */
function widened({ earliestMs, latestMs }: OnsetSpan): number {
  const wide = (latestMs - earliestMs) / (rates.bands[0].upToMin * 60_000)
  return rates.round(rates.bandOdds(0) - Math.log(Math.max(1, wide)))
}

function placeReason({ place }: Looks, { places, placed }: Traffic): Reason | undefined {
  if (place === null) return undefined
  return rated('service', rates.places[place], places[place], placed)
}

const mostOfService = 2.3

/** Together with the service itself, which its words mostly repeat, at most 2.3. */
function wordsReason({ isNaming }: Looks, { naming, total }: Traffic, placeOdds: number) {
  if (!isNaming) return undefined
  const term = rated('words', rates.naming, naming, total)
  const room = rates.round(Math.max(0, mostOfService - Math.max(0, placeOdds)))
  return { ...term, logOdds: Math.min(term.logOdds, room) }
}

function symptomReason({ isSeen }: Looks, { seen, total }: Traffic): Reason | undefined {
  return isSeen ? rated('symptom', rates.symptom, seen, total) : undefined
}

function classReason(looks: Looks, { classes, total }: Traffic): Reason {
  const term = looks.isSaid ? 'class by words' : 'class'
  return rated(term, rates.classes[looks.class], classes[looks.class], total)
}

function environmentReason(change: ChangeEvent, environment: string | null): Reason | undefined {
  return mayBeSame(change.environment, environment)
    ? undefined
    : fixed('environment', 'in another environment')
}

const everywhere = /^(?:all|any|global|worldwide|everywhere|\*)(?![\w-])/i

function regionReason({ region }: ChangeEvent, { scope, isAffectedRegion }: Ground) {
  if (region === null || scope.regions.length === 0) return undefined
  if ([region, ...scope.regions].some((name) => everywhere.test(name.trim()))) return undefined
  return fixed(
    'region',
    isAffectedRegion(region) === 'none'
      ? 'in a region that is not affected'
      : 'in an affected region',
  )
}

const notInEffect =
  /^(queued|pending|waiting|planned|scheduled|cancell?ed|skipped|rejected|aborted)$/i
const rolledBack = /^(rolled[ _-]?back|reverted)$/i
const failed = /^(failed|failure|error|errored|partial(ly)?|timed[ _-]?out)$/i
const onlyCode = /^(committed|tagged|merged)$/i

function stateReason({ state }: ChangeEvent): Reason | undefined {
  if (state === null) return undefined
  if (notInEffect.test(state)) return fixed('state', 'never took effect')
  if (onlyCode.test(state)) return fixed('state', 'code only: nothing says that it went live')
  if (/^said$/i.test(state)) return fixed('state', 'told by somebody, by no system')
  return failed.test(state) ? fixed('state', 'did not finish cleanly') : undefined
}

function versionReason({ service, version }: ChangeEvent, { versionsOf }: Ground) {
  if (service === null || version === null) return undefined
  const counts = versionsOf(service)
  const verdict = counts && shareVerdict(version, counts)
  return verdict && fixed('version', verdict)
}

/** An undoing that helped says more than one that people only tried. */
function rollbackReason(change: ChangeEvent, { scope, rollbacks }: Ground): Reason | undefined {
  const undoneMs = rollbacks.undoneAt(change)
  const { onset, seen } = scope
  if (undoneMs !== null && onset !== null && seen !== undefined) {
    const fell = errorsFell(seen.steps, onset.earliestMs, undoneMs)
    if (fell === true) return fixed('rollback', 'errors fell after it was rolled back')
    if (fell === false) return fixed('rollback', 'errors went on after it was rolled back')
  }
  if (undoneMs === null && !rolledBack.test(change.state ?? '')) return undefined
  return fixed('rollback', 'rolled back since')
}

function fixed(term: Reason['term'], words: keyof typeof rates.fixed): Reason {
  return { term, logOdds: rates.fixed[words], words }
}

function rated(term: Reason['term'], rate: rates.Rate, count: number, total: number): Reason {
  return { term, logOdds: rates.logOddsOf(rate, count, total), words: rate.words }
}
