import { HandoffError } from '../../domain/error.ts'
import { toIso } from '../../domain/time.ts'
import type { Answer } from '../../domain/work.ts'
import type { ReadContext } from '../../ports/context.ts'
import { defaultTokens, fitting, guessTokens, mostTokens } from '../shared/budget.ts'
import { chooseOnset } from '../shared/onset.ts'
import { cursorOf, offsetOf } from './cursor.ts'
import { conclusionOf, findingOf } from './finding.ts'
import { groupsOf } from './group.ts'
import { historyOf } from './history.ts'
import type { Input } from './input.ts'
import type { Output } from './output.ts'
import { permutationsOf } from './permutations.ts'
import { rowOf } from './row.ts'
import { statesOf } from '../shared/flag-states.ts'

const defaultRows = 10
const mostRows = 50
/** What the counts, the cursor, the fence and its legend cost. */
const frameTokens = 120

/** Flags by environment with what changed them; the first page of an incident goes on its record. */
export async function runGetFlags(input: Input, context: ReadContext): Promise<Answer<Output>> {
  const { limit } = input
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= mostRows)) {
    throw new HandoffError('INVALID_INPUT', `limit is a whole number from 1 to ${mostRows}.`)
  }
  const incident = input.incident === undefined ? null : context.casebook.incident(input.incident)
  const found = await statesOf(input, context)
  const read = found.environments.filter(
    (name) => !found.gaps.some(({ source }) => source === `flags of ${name}`),
  )
  const keys = [...new Set(found.states.map(({ flag }) => flag))]
  const history = await historyOf(keys, incident, context)
  const onset = chooseOnset(undefined, incident)
  const groups = groupsOf(found.states, read, history, onset)
  const order = groups.map(({ flag }) => flag)
  const offset = offsetOf(input, order)
  const gaps = [...found.gaps, ...history.gaps]
  const { fromMs, toMs } = history.window
  const frame = {
    conclusion: conclusionOf({
      groups,
      environments: read,
      hasOnset: onset.atMs !== null,
      missing: gaps.length > 0,
    }),
    environments: [...read],
    window: { from: toIso(fromMs), to: toIso(toMs - 1) },
    onset: { ...(onset.atMs !== null && { at: toIso(onset.atMs) }), from: onset.origin },
    total: groups.length,
    permutations: permutationsOf(groups, incident, onset),
    otherChanges: history.others,
    gaps,
  }
  const flags = fitting(
    groups.slice(offset, offset + (limit ?? defaultRows)).map(rowOf),
    (limit === undefined ? defaultTokens : mostTokens) - guessTokens(frame) - frameTokens,
  )
  const end = offset + flags.length
  const truncated = end < groups.length
  const structured = {
    ...frame,
    returned: flags.length,
    truncated,
    ...(truncated && { cursor: cursorOf(input, order, end) }),
    flags: [...flags],
  }
  if (incident === null || input.cursor !== undefined) return { structured }
  const finding = findingOf(incident, input, structured, groups, context.nowMs)
  return { structured, incident: incident.id, finding }
}
