import type { ChangeEvent, ChangeKind } from '../change-event.ts'
import type { OnsetSpan, Timing } from './timing.ts'

/** What a change is ranked against. Names are compared without case. */
export interface RankingScope {
  readonly onset: OnsetSpan | null
  readonly services: BlastSet
  readonly regions: readonly string[]
  readonly environment: string | null
  readonly nowMs: number
}

/** The services that suffer, and those they depend on. */
export interface BlastSet {
  readonly affected: readonly string[]
  readonly dependencies: readonly string[]
}

/** One term of a score, in our words alone: no text of the change stands in them. */
export interface Reason {
  readonly term: 'time' | 'service' | 'environment' | 'region' | 'kind' | 'state'
  readonly logOdds: number
  readonly words: string
}

/** Every term that says something about the change; terms without weight are left out. */
export function reasonsFor(
  change: ChangeEvent,
  timing: Timing,
  scope: RankingScope,
): readonly Reason[] {
  return [
    timeReason(change, timing, scope.nowMs),
    serviceReason(change, scope.services),
    environmentReason(change, scope.environment),
    regionReason(change, scope.regions),
    reason('kind', kindOdds[change.kind], kindWords(change.kind)),
    stateReason(change),
  ].filter((term) => term !== undefined && term.logOdds !== 0) as readonly Reason[]
}

const timeOdds: Readonly<Record<Timing['when'], number>> = {
  'at onset': 3,
  'within hour': 2,
  'within 6 h': 1,
  'within day': -0.5,
  dormant: -1.5,
  after: 0,
  unknown: 0,
}

function timeReason(change: ChangeEvent, timing: Timing, nowMs: number): Reason | undefined {
  if (change.startedAtMs > nowMs) {
    return { term: 'time', logOdds: -4, words: 'dated in the future' }
  }
  const logOdds = timeOdds[timing.when]
  const words =
    timing.lagMs === 0
      ? 'in progress or started as the onset came'
      : `in effect ${span(timing.lagMs)} before the onset`
  return { term: 'time', logOdds, words }
}

function serviceReason(change: ChangeEvent, { affected, dependencies }: BlastSet) {
  if (change.service === null || affected.length === 0) return undefined
  if (names(affected, change.service)) return reason('service', 1.5, 'in an affected service')
  if (names(dependencies, change.service)) {
    return reason('service', 0.75, 'in a service that an affected one depends on')
  }
  return reason('service', -1.5, 'in a service unrelated to the affected ones')
}

function environmentReason(change: ChangeEvent, environment: string | null) {
  if (change.environment === null || environment === null) return undefined
  return names([environment], change.environment)
    ? undefined
    : reason('environment', -3, 'in another environment')
}

const everywhere = ['all', 'global', '*']

function regionReason(change: ChangeEvent, regions: readonly string[]) {
  if (change.region === null || regions.length === 0) return undefined
  if (names(everywhere, change.region) || regions.some((region) => names(everywhere, region))) {
    return undefined
  }
  return names(regions, change.region)
    ? reason('region', 0.5, 'in an affected region')
    : reason('region', -1.5, 'in a region that is not affected')
}

const kindOdds: Readonly<Record<ChangeKind, number>> = {
  deployment: 0.5,
  configuration: 0.5,
  flag: 0.5,
  migration: 0.5,
  release: 0.25,
  network: 0.25,
  credential: 0.25,
  infrastructure: 0.25,
  run: 0,
  other: -0.5,
}

function kindWords(kind: ChangeKind): string {
  return kind === 'other' ? 'of no known kind' : 'of a kind that often causes incidents'
}

const notInEffect =
  /^(queued|pending|waiting|planned|scheduled|cancell?ed|skipped|rejected|aborted)$/i
const rolledBack = /^(rolled[ _-]?back|reverted)$/i
const failed = /^(failed|failure|error|errored|partial(ly)?|timed[ _-]?out)$/i
const onlyCode = /^(committed|tagged)$/i

function stateReason({ state }: ChangeEvent): Reason | undefined {
  if (state === null) return undefined
  if (notInEffect.test(state)) return reason('state', -3, 'never took effect')
  if (onlyCode.test(state)) return reason('state', -1, 'code only: nothing says it went live')
  if (rolledBack.test(state)) return reason('state', -0.5, 'rolled back since')
  if (failed.test(state)) return reason('state', 0.5, 'did not finish cleanly')
  return undefined
}

function reason(term: Reason['term'], logOdds: number, words: string): Reason {
  return { term, logOdds, words }
}

function names(list: readonly string[], name: string): boolean {
  const wanted = name.toLowerCase()
  return list.some((item) => item.toLowerCase() === wanted)
}

function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 120) return `${minutes} min`
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} d`
}
