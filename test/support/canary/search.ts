import type { Canary } from '../canaries.ts'
import { needlesOf } from './needles.ts'
import { readingsOf } from './readings.ts'

const width = 7
const slots = 1 << 22
const factor = 0x01_00_01_93

interface Needle {
  readonly bytes: Uint8Array
  readonly canary: number
}

/** Looks for all canaries in all dresses at once. */
export interface Search {
  /** Canaries of which a part can be read in the bytes, in order. */
  in(text: string | Uint8Array): readonly Canary[]
}

/**
 * One pass with a rolling hash over each reading of the text; letters of either case are equal. Every needle is at
 * least 7 bytes long; one of fewer than 12 digits counts only where no other letter or digit touches it.
 */
export function createSearch(canaries: readonly Canary[]): Search {
  const heads = new Map<number, Needle[]>()
  const filter = new Uint8Array(slots)
  canaries.forEach((canary, at) => {
    for (const text of needlesOf(canary)) {
      const bytes = folded(Buffer.from(text))
      if (bytes.length < width) throw new Error(`a ${canary.class} canary is too short`)
      const hash = hashOf(bytes)
      filter[hash & (slots - 1)] = 1
      const same = heads.get(hash)
      if (same) same.push({ bytes, canary: at })
      else heads.set(hash, [{ bytes, canary: at }])
    }
  })

  function scan(bytes: Uint8Array, found: Set<number>): void {
    let hash = 0
    for (let i = 0; i < bytes.length; i++) {
      hash = Math.imul(hash, factor) + bytes[i]!
      if (i >= width) hash -= Math.imul(bytes[i - width]!, top)
      hash |= 0
      if (i < width - 1 || filter[hash & (slots - 1)] === 0) continue
      const start = i - width + 1
      for (const { bytes: needle, canary } of heads.get(hash) ?? []) {
        if (!found.has(canary) && standsAt(bytes, start, needle)) found.add(canary)
      }
    }
  }

  return {
    in(text) {
      const found = new Set<number>()
      const bytes = typeof text === 'string' ? Buffer.from(text) : text
      for (const reading of readingsOf(bytes)) scan(folded(reading), found)
      return [...found].toSorted((a, b) => a - b).map((at) => canaries[at]!)
    },
  }
}

/** The factor of a byte that leaves the window. */
const top = Array.from({ length: width }).reduce<number>((power) => Math.imul(power, factor), 1)

function hashOf(bytes: Uint8Array): number {
  let hash = 0
  for (let i = 0; i < width; i++) hash = (Math.imul(hash, factor) + bytes[i]!) | 0
  return hash
}

function standsAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  for (let i = width; i < needle.length; i++) if (bytes[start + i] !== needle[i]) return false
  return (
    !isShortNumber(needle) || !(isWord(bytes[start - 1]) || isWord(bytes[start + needle.length]))
  )
}

function isShortNumber(needle: Uint8Array): boolean {
  return needle.length < 12 && needle.every((byte) => byte >= 0x30 && byte <= 0x39)
}

function isWord(byte = 0x20): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0x80
}

/** A copy with ASCII capitals made small. */
function folded(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let i = 0; i < copy.length; i++) {
    const byte = copy[i]!
    if (byte >= 0x41 && byte <= 0x5a) copy[i] = byte + 0x20
  }
  return copy
}
