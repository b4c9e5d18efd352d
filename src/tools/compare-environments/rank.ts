import type { Incident } from '../../domain/incident.ts'
import { blastSet } from '../../domain/ranking/blast-set.ts'
import type { Service } from '../../domain/service.ts'
import { aspects, type Difference, relations } from './difference.ts'

/** First what touches the incident's services, then what they depend on or what is of no one service; then by weight and name. */
export function ranked(
  differences: readonly Difference[],
  incident: Incident | null,
  services: readonly Service[],
): readonly Difference[] {
  const { affected, dependencies } = blastSet(services, incident?.services ?? [])
  const distance = ({ service }: Difference): number => {
    if (service !== null && affected.includes(service)) return 0
    if (service === null || dependencies.includes(service)) return 1
    return incident === null ? 1 : 2
  }
  const isSame = ({ is }: Difference): number => Number(is === 'same')
  return differences.toSorted(
    (a, b) =>
      isSame(a) - isSame(b) ||
      distance(a) - distance(b) ||
      relations.indexOf(a.is) - relations.indexOf(b.is) ||
      aspects.indexOf(a.about) - aspects.indexOf(b.about) ||
      compare(a.service ?? '', b.service ?? '') ||
      compare(a.name, b.name),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
