/** The short ASCII texts of a log, most of which it says over and over: made once while their bytes stay the same. */
export interface ByteWords {
  text(bytes: Buffer, from: number, end: number): string
  /** The same with numbers between slashes as `:id`. */
  path(bytes: Buffer, from: number, end: number): string
}

const slots = 4_096
const longest = 48

/** Holds at most as many texts as it has slots; a new one takes the place of the one before it. */
export function byteWords(): ByteWords {
  const texts: string[] = Array.from({ length: slots }, () => '')
  const codes = new Uint8Array(slots * longest)
  const scratch = Buffer.alloc(4 * longest)
  const text = (bytes: Buffer, from: number, end: number): string => {
    const length = end - from
    if (length === 0) return ''
    if (length > longest) return bytes.toString('latin1', from, end)
    let hash = length
    for (let i = from; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0
    const slot = (hash ^ (hash >>> 15)) & (slots - 1)
    const held = texts[slot]!
    const base = slot * longest
    if (held.length === length) {
      let i = 0
      while (i < length && codes[base + i] === bytes[from + i]) i++
      if (i === length) return held
    }
    for (let i = 0; i < length; i++) codes[base + i] = bytes[from + i]!
    const made = bytes.toString('latin1', from, end)
    texts[slot] = made
    return made
  }
  return {
    text,
    path(bytes, from, end) {
      if (end - from > longest || bytes[from] !== slash) return text(bytes, from, end)
      let size = 0
      for (let i = from; i < end;) {
        scratch[size++] = bytes[i]!
        const digits = bytes[i++] === slash ? digitsEnd(bytes, i, end) : i
        if (digits === i || (digits < end && bytes[digits] !== slash)) continue
        scratch[size++] = 58
        scratch[size++] = 105
        scratch[size++] = 100
        i = digits
      }
      return text(scratch, 0, size)
    },
  }
}

const slash = 47

function digitsEnd(bytes: Uint8Array, from: number, end: number): number {
  let i = from
  while (i < end && bytes[i]! >= 48 && bytes[i]! <= 57) i++
  return i
}
