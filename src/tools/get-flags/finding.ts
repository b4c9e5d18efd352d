import type { FactBody } from '../../domain/fact.ts'
import type { Incident } from '../../domain/incident.ts'
import { plainName } from '../../domain/plain-name.ts'
import { toIso } from '../../domain/time.ts'
import type { Group } from './group.ts'
import type { Input } from './input.ts'
import type { Output } from './output.ts'

const mostNamed = 5

interface Scene {
  readonly groups: readonly Group[]
  readonly environments: readonly string[]
  readonly hasOnset: boolean
  readonly missing: boolean
}

/** In our words alone: how many flags there are, how many changed, how many differ. They stand first in the table. */
export function conclusionOf(scene: Scene): string {
  return saying(scene, ({ length }) =>
    length === 1 ? '1 row of the list' : `${length} rows of the list`,
  )
}

/** The same for the record, whose readers see no table: with the keys of the flags. */
function statementOf(scene: Scene): string {
  return saying(scene, namesOf)
}

function saying(
  { groups, environments, hasOnset, missing }: Scene,
  shown: (groups: readonly Group[]) => string,
): string {
  const when = hasOnset ? 'before the onset' : 'in the window'
  const changed = groups.filter(({ suspectAtMs }) => suspectAtMs !== null)
  const differing = groups.filter(({ differs }) => differs.length > 0)
  const count = groups.length === 1 ? '1 flag' : `${groups.length} flags`
  return [
    `${count} in ${environments.join(', ')}.`,
    changed.length === 0
      ? `None is known to have changed ${when}.`
      : `Changed ${when}, latest first: ${shown(changed)}.`,
    ...(environments.length > 1
      ? [
          differing.length === 0
            ? 'The environments do not differ.'
            : `Differing between environments: ${shown(differing)}.`,
        ]
      : []),
    ...(missing ? ['Sources are missing: see gaps.'] : []),
  ].join(' ')
}

/** What goes on the incident's record with the first page. */
export function findingOf(
  incident: Incident,
  input: Input,
  { environments, window, onset, permutations, total, gaps }: Output,
  groups: readonly Group[],
  nowMs: number,
): FactBody<'finding.recorded'> {
  const changed = groups.filter(({ suspectAtMs }) => suspectAtMs !== null)
  const differing = groups.filter(({ differs }) => differs.length > 0)
  return {
    tool: 'get_flags',
    statement: statementOf({
      groups,
      environments,
      hasOnset: onset.at !== undefined,
      missing: gaps.length > 0,
    }),
    query: `${wordsOf(input)} in ${environments.join(', ')}`,
    window,
    region: incident.regions.join(', ') || 'all',
    asOf: toIso(nowMs),
    values: {
      total,
      changedBefore: changed.length === 0 ? null : namesOf(changed),
      differing: differing.length === 0 ? null : namesOf(differing),
      tryNext: permutations[1]?.flags.join(', ') ?? null,
    },
    gaps,
  }
}

function wordsOf({ flag }: Input): string {
  return flag === undefined ? 'all flags' : `flag ${plainName(flag) ?? 'as asked for'}`
}

/** Keys of plain characters; others are only counted. */
function namesOf(groups: readonly Group[]): string {
  const names = groups.slice(0, mostNamed).flatMap(({ flag }) => plainName(flag) ?? [])
  const more = groups.length - names.length
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
