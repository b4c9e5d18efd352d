import type { fixed } from './rates.ts'

/** Events and errors of one version since the onset. */
export interface VersionCount {
  readonly value: string
  readonly count: number
  readonly errors: number
}

/** One in a thousand by chance, chi-squared with one degree of freedom. */
const critical = 10.83
/** So many errors must be expected of a version before their absence says something. */
const telling = 10
const farAbove = 2

/**
 * Whether one version has more of the errors than its share of the traffic, by the G-test on the table of two; undefined
 * while there is nothing to compare or chance explains it.
 */
export function shareVerdict(
  version: string,
  counts: readonly VersionCount[],
): keyof typeof fixed | undefined {
  const own = sum(counts.filter(({ value }) => plain(value) === plain(version)))
  const others = sum(counts.filter(({ value }) => plain(value) !== plain(version)))
  if (own.count === 0 || others.count === 0) return undefined
  const total = own.count + others.count
  const errors = own.errors + others.errors
  const expected = (errors * own.count) / total
  const ratio = own.errors / own.count / ((others.errors + 0.5) / (others.count + 0.5))
  if (ratio > 1 && gOf(own, others) >= critical) {
    return ratio >= farAbove
      ? 'errors far above the traffic of its version'
      : 'errors above the traffic of its version'
  }
  return expected >= telling && own.errors <= expected * 1.1
    ? 'errors not above the traffic of its version'
    : undefined
}

interface Sum {
  readonly count: number
  readonly errors: number
}

/** G = 2 Σ observed · ln(observed / expected), Sokal and Rohlf. */
export function gOf(own: Sum, others: Sum): number {
  const total = own.count + others.count
  const errors = own.errors + others.errors
  const cells = [own, others].flatMap(({ count, errors: seen }) => [
    [seen, (errors * count) / total],
    [count - seen, ((total - errors) * count) / total],
  ])
  return cells.reduce(
    (g, [observed = 0, expected = 0]) =>
      observed > 0 && expected > 0 ? g + 2 * observed * Math.log(observed / expected) : g,
    0,
  )
}

function sum(counts: readonly VersionCount[]): Sum {
  return counts.reduce(
    (all, { count, errors }) => ({ count: all.count + count, errors: all.errors + errors }),
    { count: 0, errors: 0 },
  )
}

/** `v4.2.0` and `4.2.0` are one version. */
function plain(version: string): string {
  return version
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
}
