/** Up to three known paths that share the most letter pairs with what was asked. */
export function closest(asked: string, known: readonly string[]): readonly string[] {
  const wanted = pairs(asked)
  return known
    .map((path) => ({ path, shared: overlap(wanted, pairs(path)) }))
    .toSorted((a, b) => b.shared - a.shared || (a.path < b.path ? -1 : 1))
    .slice(0, 3)
    .map(({ path }) => path)
}

function pairs(text: string): ReadonlySet<string> {
  const lower = text.toLowerCase().slice(0, 200)
  return new Set([...lower].slice(1).map((_, index) => lower.slice(index, index + 2)))
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length
  return shared / Math.max(1, a.size + b.size - shared)
}
