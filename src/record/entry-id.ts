import { randomFillSync } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * 26 characters of Crockford base32 in the manner of a ULID: 10 of time, 8 of the entry's number, 8 random.
 * Ids sort as the entries do, so that a verifier sees a repeated one without remembering any.
 */
export function entryId(atMs: number, seq: number): string {
  let tail = ''
  for (const byte of freshBytes(8)) tail += alphabet[byte % 32]
  return `${base32(atMs, 10)}${base32(seq, 8)}${tail}`
}

/** The number of the entry that bears the id; undefined for what is no id. */
export function seqOfId(id: string): number | undefined {
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(id)) return undefined
  let seq = 0
  for (const digit of id.slice(10, 18)) seq = seq * 32 + alphabet.indexOf(digit)
  return seq
}

function base32(value: number, length: number): string {
  let rest = value
  let text = ''
  for (let i = 0; i < length; i += 1) {
    text = alphabet[rest % 32]! + text
    rest = Math.floor(rest / 32)
  }
  return text
}

const pool = Buffer.alloc(4_096)
let used = pool.length

/** Random bytes, each handed out once; drawn from the system in pages because a draw costs as much as a hash of 10 kB. */
export function freshBytes(length: number): Uint8Array {
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Uint8Array.prototype.slice.call(pool, used, used + length)
  pool.fill(0, used, used + length)
  used += length
  return bytes
}
