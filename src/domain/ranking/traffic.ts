import type { ChangeEvent } from '../change-event.ts'
import { type ChangeClass, classOf } from './class.ts'
import { nameMatcher, tellingWords, wordsOf } from './name-words.ts'
import type { places } from './rates.ts'
import type { OnsetSpan } from './timing.ts'

/** The services that suffer, and those they depend on. */
export interface BlastSet {
  readonly affected: readonly string[]
  readonly dependencies: readonly string[]
}

export type Place = keyof typeof places

/** What is true of one change, each by a look that all changes of the window get. */
export interface Looks {
  readonly place: Place | null
  readonly class: ChangeClass
  /** Nothing but its own words says of which class it is. */
  readonly isSaid: boolean
  /** Its target or notes name an affected service. */
  readonly isNaming: boolean
  /** It touched something that log patterns or the title name. */
  readonly isSeen: boolean
}

/** What ordinary changes are like here: a sign that most of them have says little about one of them. */
export interface Traffic {
  readonly perDay: number
  readonly total: number
  /** Changes that name a service, whose places are counted. */
  readonly placed: number
  readonly places: Readonly<Record<Place, number>>
  readonly classes: Readonly<Record<ChangeClass, number>>
  readonly naming: number
  readonly seen: number
}

export type Look = (change: ChangeEvent) => Looks

const dayMs = 86_400_000
const shortestWord = 4

/** How each change is looked at; `texts` are log patterns and the title, of which only words that name no service count. */
export function lookFor({ affected, dependencies }: BlastSet, texts: readonly string[]): Look {
  const isAffected = nameMatcher(affected)
  const isDependency = nameMatcher(dependencies)
  const names = new Set(affected.flatMap(tellingWords))
  const told = new Set(
    texts
      .flatMap(wordsOf)
      .filter((word) => word.length >= shortestWord && !names.has(word) && !said.has(word)),
  )
  const placeOf = (service: string): Place => {
    const own = isAffected(service)
    if (own === 'same') return 'same'
    if (isDependency(service) !== 'none') return 'dependency'
    return own === 'partly' ? 'partly' : 'elsewhere'
  }
  return (change) => {
    const { service, target, notes } = change
    const own = names.size + told.size > 0 ? wordsOf(`${target ?? ''} ${notes}`) : []
    const thing = told.size > 0 ? [...own, ...tellingWords(service ?? '')] : []
    return {
      place: service === null || affected.length === 0 ? null : placeOf(service),
      ...classOf(change),
      isNaming: own.some((word) => names.has(word)),
      isSeen: thing.some((word) => told.has(word)),
    }
  }
}

/** Words of every second log line and of every second change. */
const said: ReadonlySet<string> = new Set(
  'error errors fail failed failing failure exception warn warning timeout timed request response status code http https server client service null undefined true false message call called with from into after before while could cannot have been that this when user users change changed update updated deploy deployed deployment release version fix fixed remove removed revert added some many most only not unavailable degraded slow down customer customers production'
    .split(' ')
    .flatMap((word) => wordsOf(word)),
)

/** Counts what the changes before the onset are like; all of them where no onset is known. */
export function trafficOf(
  looked: readonly { readonly change: ChangeEvent; readonly looks: Looks }[],
  onset: OnsetSpan | null,
  fromMs: number | null,
): Traffic {
  const before = looked.filter(
    ({ change }) => onset === null || change.startedAtMs <= onset.latestMs,
  )
  const places = { same: 0, partly: 0, dependency: 0, elsewhere: 0 }
  const classes = { risky: 0, application: 0, run: 0, flag: 0, infrastructure: 0 }
  let [placed, naming, seen] = [0, 0, 0]
  for (const { looks } of before) {
    classes[looks.class] += 1
    if (looks.isNaming) naming += 1
    if (looks.isSeen) seen += 1
    if (looks.place === null) continue
    placed += 1
    places[looks.place] += 1
  }
  const total = before.length
  return { perDay: perDayOf(before, onset, fromMs), total, placed, places, classes, naming, seen }
}

/** Changes of the day before the onset, made up to a day where less of it was asked for. */
function perDayOf(
  before: readonly { readonly change: ChangeEvent }[],
  onset: OnsetSpan | null,
  fromMs: number | null,
): number {
  if (onset === null) return before.length
  const sinceMs = Math.max(fromMs ?? 0, onset.latestMs - dayMs)
  const count = before.filter(({ change }) => change.startedAtMs >= sinceMs).length
  const covered = Math.min(1, Math.max(1 / 24, (onset.latestMs - sinceMs) / dayMs))
  return count / covered
}
