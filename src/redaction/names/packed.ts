/** What a byte of the vocabulary says about a word. */
export const flag = {
  /** How common it is as an English word: 0 is none, 1 rare, 2 usual, 3 everywhere. */
  english: 3,
  /** The same for the language among the others where it is the most common. */
  foreign: 12,
  given: 16,
  family: 32,
  place: 64,
  /** A product or jargon: stays readable. */
  term: 128,
} as const

/** How common a word is to English, or to any language, from 0 to 3. */
export function levelOf(bits: number, english: boolean): number {
  const own = bits & flag.english
  return english ? own : Math.max(own, (bits & flag.foreign) >> 2)
}

const headLength = 4
const entryLength = 3

/** An open-addressing table in bytes: 32 bits of size, then for each place 16 bits of fingerprint and 8 of flags. */
export interface Slots {
  readonly bytes: Uint8Array
  /** Everything known of the word with that hash, 0 for an unknown one. */
  get(hash: number): number
  put(hash: number, bits: number): void
}

/** The table over those bytes; an entry without flags and fingerprint is free. */
export function slots(bytes: Uint8Array, size = sizeOf(bytes)): Slots {
  bytes.set([size & 255, (size >>> 8) & 255, (size >>> 16) & 255, size >>> 24])
  const scale = size / 2 ** 32

  /** The place of the word, or of the free entry where it would stand. */
  function placeOf(hash: number, low: number, high: number): number {
    let slot = Math.floor((hash >>> 0) * scale)
    for (;;) {
      const at = headLength + slot * entryLength
      if (bytes[at] === low && bytes[at + 1] === high) return at
      if (bytes[at] === 0 && bytes[at + 1] === 0) return at
      slot = slot + 1 === size ? 0 : slot + 1
    }
  }

  return {
    bytes,
    get(hash) {
      const print = printOf(hash)
      return bytes[placeOf(hash, print & 255, print >>> 8) + 2]!
    },
    put(hash, bits) {
      const print = printOf(hash)
      const at = placeOf(hash, print & 255, print >>> 8)
      bytes.set([print & 255, print >>> 8, bytes[at + 2]! | bits], at)
    },
  }
}

/** 16 bits that the place of the entry does not repeat; never 0. */
function printOf(hash: number): number {
  return (Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 16) | 1
}

function sizeOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
}
