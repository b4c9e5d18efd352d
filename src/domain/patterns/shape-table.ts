import type { Pen } from './pen.ts'

const slots = 32_768
/** So many different shapes are told apart before they must be brought together. */
export const mostShapes = 8_192
/** So many characters they may have together. */
export const mostPooled = 800_000

/** Distinct shapes by number, compared code by code: whoever writes the log cannot make two of them collide. */
export class ShapeTable {
  readonly #slots = new Int32Array(slots).fill(-1)
  readonly #hashes = new Int32Array(mostShapes)
  readonly #starts = new Int32Array(mostShapes + 1)
  #pool = new Uint16Array(65_536)
  size = 0

  /** The number of a shape that is held; otherwise it is added, or -1 when there is no room. */
  enter({ codes, length }: Pen): number {
    const hash = hashOf(codes, length)
    let slot = (hash ^ (hash >>> 15)) & (slots - 1)
    for (let held = this.#slots[slot]!; held >= 0; held = this.#slots[slot]!) {
      if (this.#hashes[held] === hash && this.#is(held, codes, length)) return held
      slot = (slot + 1) & (slots - 1)
    }
    const start = this.#starts[this.size]!
    if (this.size === mostShapes || start + length > mostPooled) return -1
    this.#store(codes, length, start)
    this.#slots[slot] = this.size
    this.#hashes[this.size] = hash
    return this.size++
  }

  /** A shape as text. */
  text(number: number): string {
    const codes = this.#pool.subarray(this.#starts[number], this.#starts[number + 1])
    return String.fromCharCode(...codes)
  }

  #is(held: number, codes: Uint16Array, length: number): boolean {
    const start = this.#starts[held]!
    if (this.#starts[held + 1]! - start !== length) return false
    const pool = this.#pool
    for (let i = 0; i < length; i++) if (pool[start + i] !== codes[i]) return false
    return true
  }

  #store(codes: Uint16Array, length: number, start: number): void {
    if (start + length > this.#pool.length) {
      const wider = new Uint16Array(Math.max(start + length, this.#pool.length * 2))
      wider.set(this.#pool)
      this.#pool = wider
    }
    this.#pool.set(codes.subarray(0, length), start)
    this.#starts[this.size + 1] = start + length
  }
}

function hashOf(codes: Uint16Array, length: number): number {
  let hash = length
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ codes[i]!, 0x5bd1e995)
  return hash ^ (hash >>> 13)
}
