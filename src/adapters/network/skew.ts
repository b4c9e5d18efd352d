const longestSkewMs = 60_000

/** How the clock of the other side differs from ours, when that is more than a minute. */
export function skewWords(skewMs: number | null): string | null {
  if (skewMs === null || Math.abs(skewMs) <= longestSkewMs) return null
  const seconds = Math.round(Math.abs(skewMs) / 1_000)
  const side = skewMs > 0 ? 'ahead of' : 'behind'
  return `Its clock is ${seconds} seconds ${side} ours: windows that end now may miss events. Set the clocks right.`
}
