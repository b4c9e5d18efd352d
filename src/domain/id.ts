import { randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Twelve Crockford base-32 characters: seven of time (seconds) and five random ones, so that ids sort by age. */
export function timeOrderedId(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000)
  const time = Array.from(
    { length: 7 },
    (_, place) => alphabet[Math.floor(seconds / 32 ** (6 - place)) % 32],
  )
  const random = Array.from(randomBytes(5), (byte) => alphabet[byte % 32])
  return [...time, ...random].join('')
}
