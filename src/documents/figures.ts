const minuteMs = 60_000

/** A rate from 0 to 1 as `24.3%`; `unknown` for null. */
export function percent(rate: number | null): string {
  if (rate === null) return 'unknown'
  const value = rate * 100
  return `${value !== 0 && value < 0.1 ? value.toFixed(2) : value.toFixed(1).replace(/\.0$/, '')}%`
}

/** A number with thousands separators, small fractions with three digits; `unknown` for null. */
export function count(value: number | null): string {
  if (value === null) return 'unknown'
  if (value !== 0 && Math.abs(value) < 0.01) return value.toPrecision(3)
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 })
}

/** A ratio as `97.7 times`, three digits. */
export function times(ratio: number): string {
  return `${count(Number(ratio.toPrecision(3)))} times`
}

/** Whole minutes as `1 h 05 min`; `unknown` for null or a span that would be negative. */
export function span(ms: number | null): string {
  if (ms === null || ms < 0) return 'unknown'
  const minutes = Math.round(ms / minuteMs)
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `${minutes} min`
  return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** At most `most` characters, cut at the end. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text
}
