const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** One character a value, scaled to the largest; a plain dot is nothing at all. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(0, ...values)
  return values
    .map((value) =>
      value <= 0 ? '.' : blocks[Math.min(7, Math.max(0, Math.ceil((value / most) * 8) - 1))],
    )
    .join('')
}
