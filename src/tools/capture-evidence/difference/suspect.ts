import type { ChangeRange } from '../../../domain/change-difference.ts'
import type { ChangeEvent } from '../../../domain/change-event.ts'
import { HandoffError } from '../../../domain/error.ts'
import { cameToServe, samePlace, servingSince } from '../../../domain/running.ts'

/** What is compared: the change that is suspected, and what ran before it. */
export interface Suspected {
  /** Null where two versions were given and no source knows when the later one came. */
  readonly change: ChangeEvent | null
  /** The last deployment of what ran before, where a source knows it. */
  readonly good: ChangeEvent | null
  /** Names of both sides as sources may know them, the surest first. */
  readonly ranges: readonly Omit<ChangeRange, 'source'>[]
}

/** A change by its id with what it says it replaced, or `before..after`. Throws NOT_FOUND, INVALID_INPUT. */
export function suspectedOf(target: string, changes: readonly ChangeEvent[]): Suspected {
  const change = newest(changes.filter((each) => isNamed(each, target)))
  if (change !== undefined) return ofChange(change, changes)
  const [before = '', after = '', ...more] = target.split('..').map((part) => part.trim())
  if (!target.includes('..')) throw unknown()
  if (before === '' || after === '' || before === after || more.length > 0) throw notTwo()
  return ofVersions(before, after, changes)
}

function ofChange(change: ChangeEvent, changes: readonly ChangeEvent[]): Suspected {
  const { previous, previousCommit, version, commit } = change
  const earlier = changes.filter(
    (each) =>
      each !== change &&
      cameToServe(each) &&
      samePlace(each, change) &&
      servingSince(each) <= change.startedAtMs,
  )
  const isSaid = previous !== null || previousCommit !== null
  const said = earlier.filter(
    (each) => is(each, previous) || (previousCommit !== null && each.commit === previousCommit),
  )
  const good = newest(isSaid || change.kind !== 'deployment' ? said : earlier) ?? null
  const ranges = pairs(
    [previousCommit ?? good?.commit ?? null, commit],
    [previous ?? good?.version ?? null, version],
  )
  if (ranges.length === 0) throw nothingBefore()
  return { change, good, ranges }
}

function ofVersions(before: string, after: string, changes: readonly ChangeEvent[]): Suspected {
  const change = newest(changes.filter((each) => is(each, after))) ?? null
  const good =
    newest(
      changes.filter(
        (each) =>
          is(each, before) &&
          (change === null ||
            (samePlace(each, change) && servingSince(each) <= change.startedAtMs)),
      ),
    ) ?? null
  return {
    change,
    good,
    ranges: pairs([before, after], [good?.commit ?? null, change?.commit ?? null]),
  }
}

const shortHash = /^[0-9a-f]{7,39}$/

function isNamed({ id }: ChangeEvent, target: string): boolean {
  const isShort = shortHash.test(target) && /^[0-9a-f]{40,64}$/.test(id)
  return id === target || (isShort && id.startsWith(target))
}

function is({ version, commit }: ChangeEvent, name: string | null): boolean {
  return name !== null && (version === name || commit === name)
}

function newest(changes: readonly ChangeEvent[]): ChangeEvent | undefined {
  return changes.toSorted((a, b) => b.startedAtMs - a.startedAtMs)[0]
}

function pairs(...all: readonly (readonly [string | null, string | null])[]) {
  return all.flatMap(([from, to]) =>
    from === null || to === null || from === to ? [] : [{ from, to }],
  )
}

function unknown(): HandoffError {
  return new HandoffError('NOT_FOUND', 'No change of that id lies in the window.', {
    hint: 'list_deployments shows the ids. Or give both versions as before..after; from and to widen the window.',
  })
}

function notTwo(): HandoffError {
  return new HandoffError('INVALID_INPUT', 'target does not name two different versions.', {
    hint: 'Give them as before..after, such as v1.4.0..v1.4.1.',
  })
}

function nothingBefore(): HandoffError {
  return new HandoffError('NOT_FOUND', 'No source tells what ran before that change.', {
    hint: 'Give both versions as before..after, or from for a window that holds the deployment before.',
  })
}
