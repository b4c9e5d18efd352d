import { canonicalJson, type Json } from '../../domain/json.ts'
import type { FlagState } from '../../ports/flags.ts'
import type { ChosenOnset } from '../shared/onset.ts'
import type { FlagChange, History } from './history.ts'

/** A flag over all environments that were read. */
export interface Group {
  readonly flag: string
  readonly states: readonly FlagState[]
  /** In what the environments differ, in our words. */
  readonly differs: readonly string[]
  readonly changes: readonly FlagChange[]
  /** The last change before the onset, or before now when there is none. */
  readonly suspectAtMs: number | null
}

/** Grouped by key; first what changed before the onset, the latest first, then what differs, then the others by key. */
export function groupsOf(
  states: readonly FlagState[],
  read: readonly string[],
  { byFlag }: History,
  onset: ChosenOnset,
): readonly Group[] {
  const byKey = Map.groupBy(states, ({ flag }) => flag)
  const lastMs = onset.span?.latestMs ?? Infinity
  const groups = [...byKey].map(([flag, own]) => {
    const changes = byFlag.get(flag) ?? []
    const suspect = changes.find(({ atMs }) => atMs <= lastMs)
    return {
      flag,
      states: own,
      differs: differencesOf(own, read),
      changes,
      suspectAtMs: suspect?.atMs ?? null,
    }
  })
  return groups.toSorted(
    (a, b) =>
      (b.suspectAtMs ?? -1) - (a.suspectAtMs ?? -1) ||
      Number(b.differs.length > 0) - Number(a.differs.length > 0) ||
      (a.flag < b.flag ? -1 : 1),
  )
}

const aspects: Readonly<Record<string, (state: FlagState) => Json>> = {
  state: ({ on }) => on,
  served: ({ served }) => served,
  targeting: ({ targeting }) => ({
    ...targeting,
    rules: targeting.rules.map((rule) => ({ ...rule })),
  }),
}

/** Versions count each environment's own edits, so they differ without meaning anything. */
function differencesOf(states: readonly FlagState[], read: readonly string[]): readonly string[] {
  const absent = read.filter((name) => !states.some(({ environment }) => environment === name))
  const differing = Object.entries(aspects)
    .filter(([, of]) => new Set(states.map((state) => canonicalJson(of(state)))).size > 1)
    .map(([name]) => name)
  return [...differing, ...absent.map((name) => `absent in ${name}`)]
}
