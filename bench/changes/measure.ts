import type { ChangeEvent } from '../../src/domain/change-event.ts'
import { rankChanges } from '../../src/domain/ranking.ts'
import { seeded } from '../onset/draw.ts'
import { type Case, causesOf, onsetOf, type tellings } from './cases.ts'
import { decoys, type traffics } from './decoys.ts'

export type TrafficName = keyof typeof traffics
export type Telling = keyof typeof tellings

/** Sums over many draws of one case; `nearest` is the naive rule: the last change before the onset. */
export interface Figures {
  drawn: number
  inThree: number
  first: number
  nearest: number
  nearestThree: number
  strong: number
}

export function noFigures(): Figures {
  return { drawn: 0, inThree: 0, first: 0, nearest: 0, nearestThree: 0, strong: 0 }
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Draws one case among that traffic and adds to each of the figures what became of its cause. */
export function measure(
  one: Case,
  all: readonly Case[],
  how: { readonly traffic: TrafficName; readonly telling: Telling; readonly seed: number },
  figures: readonly Figures[],
): void {
  const onsetMs = onsetOf(one)
  const others = all.filter((other) => other !== one).map(({ service }) => service)
  const random = seeded(how.seed)
  const causes = causesOf(one, how.telling)
  const changes = [
    ...decoys(how.traffic, { affected: one.service, others, onsetMs }, random),
    ...causes,
  ]
  const { ranked, strongSuspect } = rankChanges(changes, {
    onset: { earliestMs: onsetMs, latestMs: onsetMs + minuteMs - 1 },
    services: { affected: [one.service], dependencies: [] },
    regions: [one.region],
    environment: 'production',
    nowMs: onsetMs + hourMs,
    fromMs: onsetMs - 72 * hourMs,
    seen: { versions: [], steps: [], texts: [one.alert] },
  })
  const isCause = (change: ChangeEvent): boolean => causes.includes(change)
  const place = ranked.findIndex(({ change }) => isCause(change))
  const nearest = changes
    .filter(({ startedAtMs }) => startedAtMs <= onsetMs)
    .toSorted((a, b) => b.startedAtMs - a.startedAtMs)
    .findIndex(isCause)
  for (const sums of figures) {
    sums.drawn += 1
    sums.inThree += Number(place >= 0 && place < 3)
    sums.first += Number(place === 0)
    sums.nearest += Number(nearest === 0)
    sums.nearestThree += Number(nearest >= 0 && nearest < 3)
    sums.strong += Number(strongSuspect)
  }
}
