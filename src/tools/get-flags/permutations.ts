import type { Incident } from '../../domain/incident.ts'
import { shortName } from '../../domain/plain-name.ts'
import { toMinute } from '../../domain/time.ts'
import type { FlagState } from '../../ports/flags.ts'
import type { ChosenOnset } from '../shared/onset.ts'
import type { Group } from './group.ts'
import type { Output } from './output.ts'

type Permutation = Output['permutations'][number]

const mostSuspects = 4
const mostRuns = 6

/** A flag worth turning, as it stands where the incident is and what to set it to. */
interface Suspect {
  readonly flag: string
  readonly now: string
  readonly other: string
  readonly why: string
}

/**
 * At most six runs for a reproduction: first everything as it is served where the incident is, then one flag turned at a time,
 * those changed before the onset first and then those that differ between environments, at last the first two together.
 */
export function permutationsOf(
  groups: readonly Group[],
  incident: Incident | null,
  onset: ChosenOnset,
): Permutation[] {
  const like = incident?.environment ?? groups[0]?.states[0]?.environment
  if (like === undefined) return []
  const suspects = groups.flatMap((group) => suspectOf(group, like, onset)).slice(0, mostSuspects)
  const [first, second] = suspects
  if (first === undefined) return []
  const asItIs = suspects.map(({ flag, now }) => `${flag}=${now}`)
  const runs: Permutation[] = [
    { flags: asItIs, like, why: `as ${like} is now: shows whether the fault is there` },
    ...suspects.map(({ flag, other, why }) => ({ flags: [`${flag}=${other}`], like, why })),
  ]
  if (second !== undefined) {
    const flags = [first, second].map(({ flag, other }) => `${flag}=${other}`)
    runs.push({ flags, like, why: 'both at once, if neither alone changes anything' })
  }
  return runs.slice(0, mostRuns)
}

function suspectOf(group: Group, like: string, onset: ChosenOnset): readonly Suspect[] {
  const flag = shortName(group.flag)
  const here = group.states.find(({ environment }) => environment === like)
  if (flag === null || flag.includes('=') || here === undefined) return []
  const now = position(here)
  if (group.suspectAtMs !== null) {
    return [{ flag, now, other: turned(here), why: changedWords(group.suspectAtMs, onset) }]
  }
  const there = group.states.find(
    ({ environment, on, served }) =>
      environment !== like &&
      (on !== here.on || JSON.stringify(served) !== JSON.stringify(here.served)),
  )
  if (there === undefined) return []
  const other = there.on === here.on ? servedWords(there, here) : position(there)
  return [{ flag, now, other, why: `as in ${there.environment}, which differs` }]
}

function changedWords(atMs: number, { atMs: onsetMs }: ChosenOnset): string {
  const at = toMinute(atMs)
  if (onsetMs === null) return `changed ${at}`
  const before = spanWords(onsetMs - atMs)
  return before === null
    ? `changed ${at}, at the onset`
    : `changed ${at}, ${before} before the onset`
}

const units = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
] as const

/** In the largest unit of which there are two; null for less than a minute. */
function spanWords(ms: number): string | null {
  if (ms < 60_000) return null
  const unit = units.find((each) => ms >= 2 * each.ms) ?? units.at(-1)!
  return `${Math.round(ms / unit.ms)} ${unit.name}`
}

function position({ on }: FlagState): string {
  return on ? 'on' : 'off'
}

function turned({ on }: FlagState): string {
  return on ? 'off' : 'on'
}

/** What another environment serves: a plain value, or its place among the variations here. */
function servedWords({ served }: FlagState, { variations }: FlagState): string {
  const text = typeof served === 'string' ? served : JSON.stringify(served)
  if (shortName(text) !== null && text.length <= 40) return text
  const index = variations.findIndex((each) => JSON.stringify(each) === JSON.stringify(served))
  return index < 0 ? 'another variation' : `variation ${index}`
}
