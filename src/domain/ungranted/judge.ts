import { isProduction } from '../change.ts'
import type { ChangeEvent } from '../change-event.ts'
import { type Breaking, isWithin } from '../incident/glass.ts'
import type { Environment } from '../service.ts'
import { toIso } from '../time.ts'
import type { Window } from '../window.ts'
import { assign } from './assign.ts'
import { effectOf } from './effect.ts'
import { fitOf } from './fit.ts'
import type { Grant } from './grant.ts'

/** Why it cannot be told whether a change had a grant. */
export type Doubt =
  | 'environment'
  | 'target'
  | 'outcome'
  | 'unproven'
  | 'twice'
  | 'effect'
  | 'window'
  | 'glass'

/** A change of production against the grants of the record. */
export interface Judged {
  readonly change: ChangeEvent
  readonly verdict: 'granted' | 'ungranted' | 'unclear'
  /** Set for `unclear` alone. */
  readonly doubt: Doubt | null
  /** The grant that covers it, or may. */
  readonly grant: Grant | null
  /** A breaking of glass during which it was made without a grant, which break-glass does not lift. */
  readonly during: Breaking | null
}

export interface Question {
  readonly changes: readonly ChangeEvent[]
  /** The window that the sources were asked about: whatever lies in it is in `changes` or in a gap. */
  readonly window: Window
  readonly grants: readonly Grant[]
  readonly glass: readonly Breaking[]
  readonly environments: readonly Environment[]
  readonly nowMs: number
  /** Whether the signature of its decision holds; not asked where nobody can tell. */
  readonly isProven?: (grant: Grant) => boolean
}

/** Whether it began or ended in the window: what began earlier and waited may come into effect there. */
export function touches({ startedAtMs, finishedAtMs }: ChangeEvent, window: Window): boolean {
  return startedAtMs < window.toMs && (finishedAtMs ?? startedAtMs) >= window.fromMs
}

/** Whether it says more than that somebody granted it in the usual way. */
export function isTelling({ verdict, grant }: Judged): boolean {
  return verdict !== 'granted' || grant === null || grant.glass !== null || grant.simulated
}

/**
 * Which changes of production had a grant on this record, oldest first: commits, changes elsewhere and those that never took
 * effect are left out. One grant covers one effect of the same place and time, once; of two sources that tell of it the second
 * stays unclear.
 */
export function judgeChanges(question: Question): readonly Judged[] {
  const { window, environments } = question
  const changes = question.changes.filter(
    (change) =>
      touches(change, window) &&
      !['code', 'none'].includes(effectOf(change)) &&
      (change.environment === null || isProduction(environments, change.environment)),
  )
  const given = assignBySource(changes, question.grants)
  return changes
    .toSorted((a, b) => a.startedAtMs - b.startedAtMs)
    .map((change) => judged(change, given, question))
}

interface Given {
  readonly full: ReadonlyMap<ChangeEvent, Grant>
  readonly unsaid: ReadonlyMap<ChangeEvent, Grant>
  /** The one change that stands for the effect of a grant. */
  readonly first: ReadonlyMap<Grant, ChangeEvent>
}

/** Every source tells of an effect once; what it says in full counts before what it leaves open. */
function assignBySource(changes: readonly ChangeEvent[], grants: readonly Grant[]): Given {
  const full = new Map<ChangeEvent, Grant>()
  const unsaid = new Map<ChangeEvent, Grant>()
  const first = new Map<Grant, ChangeEvent>()
  for (const source of [...new Set(changes.map((change) => change.source))].toSorted()) {
    const told = changes.filter((change) => change.source === source)
    const sure = assign(told, grants, (change, grant) => fitOf(change, grant) === 'full')
    const used = new Set(sure.values())
    const maybe = assign(
      told.filter((change) => !sure.has(change)),
      grants.filter((grant) => !used.has(grant)),
      (change, grant) => fitOf(change, grant) === 'unsaid',
    )
    for (const [change, grant] of sure) {
      full.set(change, grant)
      if (!first.has(grant)) first.set(grant, change)
    }
    for (const [change, grant] of maybe) unsaid.set(change, grant)
  }
  return { full, unsaid, first }
}

function judged(change: ChangeEvent, given: Given, question: Question): Judged {
  const unclear = (doubt: Doubt, grant: Grant | null): Judged => ({
    change,
    verdict: 'unclear',
    doubt,
    grant,
    during: null,
  })
  const grant = given.full.get(change)
  if (grant !== undefined) {
    if (!grant.known) return unclear('outcome', grant)
    if (question.isProven?.(grant) === false) return unclear('unproven', grant)
    if (given.first.get(grant) !== change) return unclear('twice', grant)
    if (!isWhole(grant, question)) return unclear('window', grant)
    if (grant.glass === 'lost') return unclear('glass', grant)
    return { change, verdict: 'granted', doubt: null, grant, during: null }
  }
  const maybe = given.unsaid.get(change) ?? null
  if (change.environment === null) return unclear('environment', maybe)
  if (maybe !== null) return unclear('target', maybe)
  if (effectOf(change) === 'unclear') return unclear('effect', null)
  const at = toIso(change.startedAtMs)
  const during = question.glass.find((breaking) => isWithin(breaking, at)) ?? null
  return { change, verdict: 'ungranted', doubt: null, grant: null, during }
}

/** Whether every change that may be the effect of this grant was asked for; a narrow window would choose which one it covers. */
function isWhole(grant: Grant, { window, nowMs }: Question): boolean {
  return window.fromMs <= grant.fromMs && Math.min(grant.toMs, nowMs) <= window.toMs
}
