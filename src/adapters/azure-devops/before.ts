interface Told<T> {
  /** What follows one another: a stage, or a pipeline in an environment. */
  readonly placeOf: (item: T) => string
  /** What an item brought; bringing the same again is nothing new. */
  readonly bringOf: (item: T) => string | null
  readonly startOf: (item: T) => number
  readonly hasSucceeded: (item: T) => boolean
}

interface Line<T> {
  last?: T
  /** The last that brought something else than `last`. */
  other?: T
}

/** What succeeded in the same place before each item and brought something else. */
export function beforeEach<T>(
  items: readonly T[],
  { placeOf, bringOf, startOf, hasSucceeded }: Told<T>,
): ReadonlyMap<T, T> {
  const lines = new Map<string, Line<T>>()
  const before = new Map<T, T>()
  for (const item of items.toSorted((a, b) => startOf(a) - startOf(b))) {
    const line = lines.get(placeOf(item)) ?? {}
    const { last, other } = line
    const isNew = last !== undefined && bringOf(last) !== bringOf(item)
    const former = isNew ? last : other
    if (former !== undefined) before.set(item, former)
    if (hasSucceeded(item)) {
      lines.set(placeOf(item), { last: item, ...(former === undefined ? {} : { other: former }) })
    }
  }
  return before
}
