import { HandoffError } from '../../domain/error.ts'
import { toIso } from '../../domain/time.ts'
import type { Window } from '../../domain/window.ts'
import type { Answer } from '../../domain/work.ts'
import { defaultTokens, fitting, guessTokens, mostTokens } from '../shared/budget.ts'
import type { ReadContext } from '../tool.ts'
import { compareBuilds } from './builds.ts'
import { cursorOf, offsetOf } from './cursor.ts'
import type { Aspect, Difference, Found, Pair, Relation } from './difference.ts'
import { conclusionOf, findingOf } from './finding.ts'
import { compareFlags } from './flags.ts'
import type { Input } from './input.ts'
import type { Counts, Output } from './output.ts'
import { pairOf } from './pair.ts'
import { ranked } from './rank.ts'
import { cleanIn, rowOf } from './row.ts'
import { compareSettings } from './settings.ts'

const lookBackMs = 14 * 86_400_000
const defaultRows = 20
const mostRows = 50
const mostGaps = 12
/** What the counts, the cursor, the fence and its legend cost. */
const frameTokens = 140

/** What differs between two environments; the first page of an incident goes on its record. */
export async function runCompare(input: Input, context: ReadContext): Promise<Answer<Output>> {
  const { limit } = input
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= mostRows)) {
    throw new HandoffError('INVALID_INPUT', `limit is a whole number from 1 to ${mostRows}.`)
  }
  const incident = input.incident === undefined ? null : context.casebook.incident(input.incident)
  const pair = pairOf(input, incident, context)
  const window = { fromMs: context.nowMs - lookBackMs, toMs: context.nowMs + 1 }
  const found = await lookAt(input, pair, window, context)
  const rows = ranked(found.differences, incident, context.services)
  const offset = offsetOf(input, rows)
  const counts = countsOf(rows, found.identical)
  const frame = {
    conclusion: conclusionOf(pair, rows, counts, found.gaps.length > 0),
    ...pair,
    window: { from: toIso(window.fromMs), to: toIso(context.nowMs) },
    counts,
    secrets: { ...found.secrets },
    total: rows.length,
    overlooked: overlookedIn(rows),
    gaps: found.gaps.slice(0, mostGaps).map((gap) => ({ ...gap })),
  }
  const clean = cleanIn(incident?.id ?? null, context)
  const shown = fitting(
    rows.slice(offset, offset + (limit ?? defaultRows)).map((row) => rowOf(row, clean)),
    (limit === undefined ? defaultTokens : mostTokens) - guessTokens(frame) - frameTokens,
  )
  const end = offset + shown.length
  const truncated = end < rows.length
  const structured = {
    ...frame,
    returned: shown.length,
    truncated,
    ...(truncated && { cursor: cursorOf(input, rows, end) }),
    rows: [...shown],
  }
  if (incident === null || input.cursor !== undefined) return { structured }
  const finding = findingOf(incident, input, structured, rows, context.nowMs)
  return { structured, incident: incident.id, finding }
}

const noSecrets = { same: 0, different: 0 }
const nothing: Found = { differences: [], identical: 0, gaps: [] }

async function lookAt({ about, service }: Input, pair: Pair, window: Window, context: ReadContext) {
  const wanted = (aspect: Aspect): boolean => about === undefined || about === aspect
  const [builds, flags, settings] = await Promise.all([
    wanted('build') ? compareBuilds(pair, service, window, context) : nothing,
    // A flag belongs to no one service.
    wanted('flag') ? compareFlags(pair, context) : nothing,
    wanted('setting')
      ? compareSettings(pair, service, context)
      : { ...nothing, secrets: noSecrets },
  ])
  const all = [builds, flags, settings]
  return {
    differences: all.flatMap(({ differences }) => differences),
    identical: all.reduce((sum, { identical }) => sum + identical, 0),
    gaps: all.flatMap(({ gaps }) => gaps),
    secrets: settings.secrets,
  }
}

function countsOf(rows: readonly Difference[], identical: number): Counts {
  const count = (relation: Relation): number => rows.filter(({ is }) => is === relation).length
  return {
    differs: count('differs'),
    onlyLeft: count('only-left'),
    onlyRight: count('only-right'),
    notTold: count('not-told'),
    same: count('same'),
    identical,
  }
}

/** What was overlooked, each with how often. */
function overlookedIn(rows: readonly Difference[]): string[] {
  const ways = Map.groupBy(
    rows.filter(({ is }) => is === 'same'),
    (row) => row.in[0] ?? '',
  )
  return [...ways].map(([way, all]) => `${way} (${all.length})`)
}
