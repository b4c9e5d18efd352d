import type { ChangeEvent } from '../../domain/change-event.ts'
import { mayServe, servingSince } from '../../domain/running.ts'
import type { Window } from '../../domain/window.ts'
import type { ReadContext } from '../tool.ts'
import type { Difference, Found, Pair, Side } from './difference.ts'

/** The last finished deployment of each service in both environments, as the sources of changes tell it within that window. */
export async function compareBuilds(
  pair: Pair,
  service: string | undefined,
  window: Window,
  { changes, services, signal }: Pick<ReadContext, 'changes' | 'services' | 'signal'>,
): Promise<Found> {
  const found = await changes.changes(window, signal)
  const running = found.changes.filter(
    (change) => mayServe(change) && (change.version ?? change.commit) !== null,
  )
  const names = new Set([
    ...services.map(({ name }) => name),
    ...running.flatMap((change) => change.service ?? []),
  ])
  const asked = [...names].filter((name) => service === undefined || name === service)
  const compared = asked.map((name) => ({
    name,
    left: buildOf(running, name, pair.left),
    right: buildOf(running, name, pair.right),
  }))
  const known = compared.filter(({ left, right }) => left !== null || right !== null)
  const differences = known.flatMap((each) => differenceOf(each))
  const unknown = (side: 'left' | 'right') => {
    const count = compared.filter((each) => each[side] === null).length
    return count === 0 ? [] : [{ source: `builds of ${pair[side]}`, reason: unknownWords(count) }]
  }
  return {
    differences,
    identical: known.length - differences.length,
    gaps: [...found.gaps, ...unknown('left'), ...unknown('right')],
  }
}

function unknownWords(count: number): string {
  return `Of ${count} ${count === 1 ? 'service' : 'services'} no finished deployment is known there; what runs is not told.`
}

type Build = Extract<Side, { about: 'build' }>

interface Compared {
  readonly name: string
  readonly left: Build | null
  readonly right: Build | null
}

/** Of several regions the newest, with the others named when they run something else. */
function buildOf(
  changes: readonly ChangeEvent[],
  service: string,
  environment: string,
): Build | null {
  const own = changes
    .filter((change) => change.service === service && change.environment === environment)
    .toSorted((a, b) => servingSince(b) - servingSince(a))
  const [newest] = own
  if (newest === undefined) return null
  const byRegion = new Map<string, string>()
  for (const { region, version, commit } of own) {
    const place = region ?? ''
    if (!byRegion.has(place)) byRegion.set(place, version ?? commit!)
  }
  const versions = [...new Set(byRegion.values())]
  return {
    about: 'build',
    version: versions.slice(0, 3).join(' / '),
    sinceMs: servingSince(newest),
  }
}

function differenceOf({ name, left, right }: Compared): readonly Difference[] {
  const row = { about: 'build', service: name, name, left, right } as const
  if (left === null || right === null) return [{ ...row, is: 'not-told', in: ['version'] }]
  if (left.version === right.version) return []
  const how = likeness(left.version, right.version)
  return [
    how === null ? { ...row, is: 'differs', in: ['version'] } : { ...row, is: 'same', in: [how] },
  ]
}

/** Two ways to write one version. */
function likeness(a: string, b: string): string | null {
  if (a.replace(/^v(?=\d)/i, '') === b.replace(/^v(?=\d)/i, '')) return 'a leading v'
  const [short = '', long = ''] = [a, b].toSorted((one, other) => one.length - other.length)
  const isHash = /^[0-9a-f]{7,64}$/.test(short) && /^[0-9a-f]{40,64}$/.test(long)
  return isHash && long.startsWith(short) ? 'a shortened hash' : null
}
