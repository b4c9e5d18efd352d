import type { ChangeEvent } from '../change-event.ts'
import { distanceOf } from './fit.ts'
import type { Grant } from './grant.ts'

/**
 * Gives each change at most one grant and each grant to at most one change, so that as many as possible have one; of several the
 * nearest. The order in which they are told decides nothing.
 */
export function assign(
  changes: readonly ChangeEvent[],
  grants: readonly Grant[],
  fits: (change: ChangeEvent, grant: Grant) => boolean,
): ReadonlyMap<ChangeEvent, Grant> {
  const wishes = new Map<ChangeEvent, readonly Grant[]>()
  for (const change of changes) {
    const wanted = grants.filter((grant) => fits(change, grant))
    const nearest = (a: Grant, b: Grant): number =>
      distanceOf(change, a) - distanceOf(change, b) || order(a.request, b.request)
    if (wanted.length > 0) wishes.set(change, wanted.toSorted(nearest))
  }
  const nearness = (change: ChangeEvent): number => distanceOf(change, wishes.get(change)![0]!)
  const inTurn = [...wishes.keys()].toSorted(
    (a, b) => nearness(a) - nearness(b) || order(a.source, b.source) || order(a.id, b.id),
  )
  const holder = new Map<Grant, ChangeEvent>()
  // What a search without success has seen leads nowhere later either, so that a flood costs no second look.
  let dead: ReadonlySet<Grant> = new Set()
  for (const change of inTurn) {
    const seen = new Set(dead)
    if (!take(change, wishes, holder, seen)) dead = seen
  }
  return new Map([...holder].map(([grant, change]) => [change, grant]))
}

/** An augmenting path: who holds a wanted grant gives it up when another one fits as well. */
function take(
  change: ChangeEvent,
  wishes: ReadonlyMap<ChangeEvent, readonly Grant[]>,
  holder: Map<Grant, ChangeEvent>,
  seen: Set<Grant>,
): boolean {
  for (const grant of wishes.get(change) ?? []) {
    if (seen.has(grant)) continue
    seen.add(grant)
    const held = holder.get(grant)
    if (held !== undefined && !take(held, wishes, holder, seen)) continue
    holder.set(grant, change)
    return true
  }
  return false
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
