const longestMs = 60 * 60_000
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const httpDate = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/

/** The moment that a `Retry-After` header names, by seconds or date, an hour ahead at most; null for anything else. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const ms = /^\d{1,9}$/.test(header ?? '') ? nowMs + Number(header) * 1_000 : httpDateMs(header)
  return ms === null || ms <= nowMs ? null : Math.min(ms, nowMs + longestMs)
}

/** A date as HTTP headers write it; null for anything else. */
export function httpDateMs(header: string | undefined): number | null {
  const found = httpDate.exec(header ?? '')
  if (!found) return null
  const [, day, month = '', year, hour, minute, second] = found
  const place = months.indexOf(month)
  if (place < 0) return null
  return Date.UTC(Number(year), place, Number(day), Number(hour), Number(minute), Number(second))
}
