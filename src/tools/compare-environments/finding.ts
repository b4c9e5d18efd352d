import type { FactBody } from '../../domain/fact.ts'
import type { Incident } from '../../domain/incident.ts'
import { plainName } from '../../domain/plain-name.ts'
import { toIso } from '../../domain/time.ts'
import type { Difference, Pair } from './difference.ts'
import type { Input } from './input.ts'
import type { Counts, Output } from './output.ts'

const mostNamed = 5

/** In our words alone: how much differs, of what, and what cannot be told. */
export function conclusionOf(
  { left, right }: Pair,
  rows: readonly Difference[],
  counts: Counts,
  missing: boolean,
): string {
  const differing = Map.groupBy(
    rows.filter(({ is }) => is === 'differs'),
    ({ about }) => about,
  )
  const words = [...differing].map(([about, all]) => `${all.length} ${about}${plural(all.length)}`)
  return [
    words.length === 0
      ? `Nothing that is known differs between ${left} and ${right}.`
      : `Between ${left} and ${right} differ: ${words.join(', ')}.`,
    `Only in ${left}: ${counts.onlyLeft}, only in ${right}: ${counts.onlyRight}, the same once written alike: ${counts.same}, identical: ${counts.identical}.`,
    ...(counts.notTold > 0 ? [`Not told: ${counts.notTold}.`] : []),
    ...(missing ? ['Sources are missing: see gaps.'] : []),
  ].join(' ')
}

function plural(count: number): string {
  return count === 1 ? '' : 's'
}

/** What goes on the incident's record with the first page. */
export function findingOf(
  incident: Incident,
  input: Input,
  answer: Output,
  rows: readonly Difference[],
  nowMs: number,
): FactBody<'finding.recorded'> {
  const { conclusion, window, counts, gaps, left, right } = answer
  const differing = rows.filter(({ is }) => is === 'differs')
  return {
    tool: 'compare_environments',
    statement: `${conclusion}${differing.length === 0 ? '' : ` First: ${namesOf(differing)}.`}`,
    query: `${input.about === undefined ? 'builds, flags and settings' : `${input.about}s`} of ${left} and ${right}${input.service === undefined ? '' : `, service ${plainName(input.service) ?? 'as asked for'}`}`,
    window,
    region: incident.regions.join(', ') || 'all',
    asOf: toIso(nowMs),
    values: {
      ...counts,
      secretsDifferent: answer.secrets.different,
      differing: differing.length === 0 ? null : namesOf(differing),
    },
    gaps,
  }
}

/** Names of plain characters; others are only counted. */
function namesOf(rows: readonly Difference[]): string {
  const names = rows
    .slice(0, mostNamed)
    .flatMap(({ about, name }) => (plainName(name) === null ? [] : [`${about} ${name}`]))
  const more = rows.length - names.length
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
