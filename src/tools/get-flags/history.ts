import type { ChangeEvent } from '../../domain/change-event.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Incident } from '../../domain/incident.ts'
import { instantMs } from '../../domain/time.ts'
import { longestWindowMs, type Window } from '../../domain/window.ts'
import type { ReadContext } from '../tool.ts'

/** One change of one flag, still raw. */
export interface FlagChange {
  readonly atMs: number
  readonly id: string
  readonly source: string
  readonly environment: string | null
  readonly actor: string | null
  readonly notes: string
}

export interface History {
  readonly window: Window
  /** By flag key, newest first. */
  readonly byFlag: ReadonlyMap<string, readonly FlagChange[]>
  /** Flag changes of the window that name none of these keys. */
  readonly others: number
  readonly gaps: readonly Gap[]
}

const weekMs = 7 * 86_400_000

/**
 * What changed flags from a week before the incident until now: by what the sources of changes say, which name a flag as a
 * whole word, and what Baton itself applied.
 */
export async function historyOf(
  keys: readonly string[],
  incident: Incident | null,
  { changes, nowMs, signal }: ReadContext,
): Promise<History> {
  const startMs = (incident && instantMs(incident.window.from)) ?? nowMs
  const fromMs = Math.max(Math.min(startMs, nowMs) - weekMs, nowMs - longestWindowMs)
  const window = { fromMs, toMs: nowMs + 1 }
  const found = await changes.changes(window, signal)
  const byFlag = new Map<string, FlagChange[]>(keys.map((key) => [key, []]))
  let others = 0
  for (const change of found.changes.filter(({ kind }) => kind === 'flag')) {
    const named = wordsOf(change).filter((word) => byFlag.has(word))
    if (named.length === 0) others += 1
    for (const key of named) byFlag.get(key)!.push(changeOf(change))
  }
  for (const change of ownChanges(incident)) byFlag.get(change.flag)?.push(change)
  for (const list of byFlag.values()) list.sort((a, b) => b.atMs - a.atMs)
  return { window, byFlag, others, gaps: found.gaps }
}

/** Each word once; a key may hold dots and dashes, a sentence ends with a dot. */
function wordsOf({ id, version, previous, notes }: ChangeEvent): readonly string[] {
  const words = [id, version, previous, notes].join(' ').split(/[^\w.-]+/)
  return [...new Set(words.flatMap((word) => [word, word.replace(/[.-]+$/, '')]))]
}

function changeOf(change: ChangeEvent): FlagChange {
  const { startedAtMs, id, source, environment, actor, notes } = change
  return { atMs: startedAtMs, id, source, environment, actor, notes }
}

function ownChanges(incident: Incident | null): readonly (FlagChange & { flag: string })[] {
  return (incident?.requests ?? []).flatMap(({ id, state, proposal, outcome }) => {
    const atMs = outcome === null ? undefined : instantMs(outcome.at)
    if (state !== 'applied' || atMs === undefined) return []
    const { target, environment, requester, to } = proposal
    const notes = `applied by Baton: to ${JSON.stringify(to)}`
    return [{ flag: target, atMs, id, source: 'record', environment, actor: requester, notes }]
  })
}
