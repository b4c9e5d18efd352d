/**
 * When the questions of one call end, in milliseconds of `performance.now()`: all of them share what the first was given. A
 * signal that outlives its call starts anew once the call is long over.
 */
export function deadlines(budgetMs: number): (signal: AbortSignal) => number {
  const ends = new WeakMap<AbortSignal, number>()
  return (signal) => {
    const nowMs = performance.now()
    const heldMs = ends.get(signal)
    if (heldMs !== undefined && nowMs < heldMs + budgetMs) return heldMs
    ends.set(signal, nowMs + budgetMs)
    return nowMs + budgetMs
  }
}
