import {
  endsKey,
  isAroundKey,
  isKeyChar,
  keyBefore,
  longestKey,
  mostAround,
  signStart,
  type TextClass,
} from './classes/class.ts'

/** The classes that own the key before an operator at that place of a text and its UTF-16 units. */
export type Owners = (text: string, codes: Uint16Array, at: number) => readonly TextClass[]

interface Known {
  /** As it was written. */
  readonly key: string
  readonly owners: readonly TextClass[]
}

const buckets = 2_048
/** Keys with the same hash that are remembered; the oldest gives way. */
const depth = 4
const nobody: readonly TextClass[] = []

/** Asks each class once for a key that comes again and again. */
export function createOwners(keyed: readonly TextClass[]): Owners {
  const memory = Array.from({ length: buckets }, (): readonly Known[] => [])
  return (text, codes, at) => {
    let end = signStart(codes[at]!, codes[at - 1]!, at)
    while (end > 0 && at - end < mostAround && isAroundKey(codes[end - 1]!)) end--
    if (end === 0 || !endsKey(codes[end - 1]!)) return nobody
    let start = end
    let hash = 0
    for (; start > 0 && end - start < longestKey && isKeyChar(codes[start - 1]!); start--) {
      hash = (hash * 31 + codes[start - 1]!) | 0
    }
    const place = (hash ^ (hash >>> 11)) & (buckets - 1)
    const bucket = memory[place]!
    for (const known of bucket) {
      if (known.key.length === end - start && isAt(codes, start, known.key)) return known.owners
    }
    const name = keyBefore(text, at)
    const found = keyed.filter((item) => item.ownsKey!(name))
    const known = { key: text.slice(start, end), owners: found.length > 0 ? found : nobody }
    memory[place] = [known, ...bucket.slice(0, depth - 1)]
    return known.owners
  }
}

function isAt(codes: Uint16Array, start: number, key: string): boolean {
  for (let i = 0; i < key.length; i++) if (codes[start + i] !== key.charCodeAt(i)) return false
  return true
}
