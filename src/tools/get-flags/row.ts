import { excerpt } from '../../domain/excerpt.ts'
import type { Json } from '../../domain/json.ts'
import { shortName } from '../../domain/plain-name.ts'
import { toIso } from '../../domain/time.ts'
import type { FlagState } from '../../ports/flags.ts'
import type { Group } from './group.ts'
import type { FlagChange } from './history.ts'
import type { Label, Row, State, Targeting } from './output.ts'

const longestLabel = 64
const longestNotes = 120
const mostRules = 10
const mostChanges = 2

/** A flag as it is answered. */
export function rowOf({ flag, states, differs, changes }: Group): Row {
  return {
    flag: labelOf(flag),
    differs: [...differs],
    states: states.map(stateOf),
    changes: changes.slice(0, mostChanges).map(changeOf),
  }
}

function stateOf(state: FlagState): State {
  const { environment, on, version, served, toggleable, targeting } = state
  const { individuals, rules, prerequisites } = targeting
  const isPlain = individuals === 0 && rules.length === 0 && prerequisites.length === 0
  return {
    environment,
    on,
    version: labelOf(version),
    served: valueOf(served),
    ...(!toggleable && { readOnly: true }),
    ...(!isPlain && { targeting: targetingOf(state) }),
  }
}

function targetingOf({ targeting }: FlagState): Targeting {
  const { rules, prerequisites, ...rest } = targeting
  const more = rules.length - mostRules
  return {
    ...rest,
    rules: rules.slice(0, mostRules).map(({ attributes, ...rule }) => ({
      attributes: attributes.slice(0, mostRules),
      ...rule,
    })),
    ...(more > 0 && { moreRules: more }),
    prerequisites: prerequisites.slice(0, mostRules).map(labelOf),
  }
}

function changeOf({
  atMs,
  id,
  source,
  environment,
  actor,
  notes,
}: FlagChange): Row['changes'][number] {
  return {
    at: toIso(atMs),
    id: labelOf(id),
    source,
    ...(environment !== null && { environment: labelOf(environment) }),
    ...(actor !== null && { actor: labelOf(actor) }),
    ...(notes !== '' && { notes: excerpt('deployment', notes, longestNotes) }),
  }
}

/** A variation may be any JSON; more than a plain word is untrusted and short. */
function valueOf(value: Json): Label {
  return labelOf(typeof value === 'string' ? value : JSON.stringify(value))
}

function labelOf(text: string): Label {
  return shortName(text) ?? excerpt('flag', text, longestLabel)
}
