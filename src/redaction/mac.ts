import { createHmac } from 'node:crypto'

/** Letters and digits for six bits each, as in base64url; its `-` and `_` become letters. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789xy'
const blockSize = 64
/** Longer texts are left to node:crypto, whose set-up costs more than a short text takes here. */
const longest = 1_024
const bytes = new Uint8Array(longest + 2 * blockSize)
const encoder = new TextEncoder()

/** The first characters of the HMAC-SHA-256 of a text, and what comes before it, under one key. */
export type Mac = (text: string, length: number, before?: string) => string

/** What depends on the key alone is computed once, since a page of hits takes thousands of codes. */
export function createMac(key: Uint8Array): Mac {
  const inner = keyState(key, 0x36)
  const outer = keyState(key, 0x5c)
  const state = new Int32Array(8)
  return (text, length, before = '') => {
    if ((before.length + text.length) * 3 > longest) return nativeMac(key, before + text, length)
    const size = write(text, write(before, 0))
    copy(inner, state)
    absorb(state, size)
    copy(state, schedule)
    schedule[8] = -0x8000_0000
    for (let i = 9; i < 15; i++) schedule[i] = 0
    schedule[15] = (blockSize + 32) * 8
    copy(outer, state)
    compress(state)
    return characters(state, length)
  }
}

/** Puts a text into `bytes` from a place on and returns its end; ASCII, as nearly all are, without a native call. */
function write(text: string, from: number): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127) return from + encoder.encodeInto(text, bytes.subarray(from)).written
    bytes[from + i] = code
  }
  return from + text.length
}

function copy(from: Int32Array, to: Int32Array): void {
  for (let i = 0; i < 8; i++) to[i] = from[i]!
}

/** The state behind the first block, the key and a constant; keys here are no longer than a block. */
function keyState(key: Uint8Array, constant: number): Int32Array {
  if (key.length > blockSize) throw new RangeError('key too long')
  const state = Int32Array.from(beginning)
  for (let i = 0; i < blockSize; i++) bytes[i] = (key[i] ?? 0) ^ constant
  load(0)
  compress(state)
  return state
}

/** Adds so many of `bytes` with their padding to a state that has one block behind it. */
function absorb(state: Int32Array, size: number): void {
  const padded = (size + 9 + blockSize - 1) & ~(blockSize - 1)
  for (let at = size; at < padded; at++) bytes[at] = 0
  bytes[size] = 0x80
  const bits = (blockSize + size) * 8
  bytes[padded - 3] = bits >>> 16
  bytes[padded - 2] = bits >>> 8
  bytes[padded - 1] = bits
  for (let at = 0; at < padded; at += blockSize) {
    load(at)
    compress(state)
  }
}

function load(from: number): void {
  for (let i = 0, at = from; i < 16; i++, at += 4) {
    schedule[i] =
      (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  }
}

/** Each 12 bits as two characters. */
const pairs = Array.from(
  { length: 4_096 },
  (_, bits) => alphabet[bits >> 6]! + alphabet[bits & 63]!,
)

function characters(state: Int32Array, length: number): string {
  let text = ''
  for (let bit = 0; bit < length * 6; bit += 12) {
    const word = state[bit >> 5]!
    const room = 20 - (bit & 31)
    const twelve =
      room >= 0 ? word >>> room : (word << -room) | (state[(bit >> 5) + 1]! >>> (32 + room))
    text += pairs[twelve & 4_095]!
  }
  return text.length === length ? text : text.slice(0, length)
}

function nativeMac(key: Uint8Array, text: string, length: number): string {
  const digest = createHmac('sha256', key).update(text).digest('base64url')
  return digest.slice(0, length).replace(/-/g, 'x').replace(/_/g, 'y')
}

const beginning = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] // prettier-ignore
const constants = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]) // prettier-ignore
const schedule = new Int32Array(64)

/** The compression function of SHA-256 (FIPS 180-4, 6.2.2) over the block in `schedule`. */
function compress(state: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const x = schedule[t - 15]!
    const y = schedule[t - 2]!
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    schedule[t] = (schedule[t - 16]! + low + schedule[t - 7]! + high) | 0
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let t = 0; t < 64; t++) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const one = (h + high + ((e & f) ^ (~e & g)) + constants[t]! + schedule[t]!) | 0
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  state[0] = state[0]! + a
  state[1] = state[1]! + b
  state[2] = state[2]! + c
  state[3] = state[3]! + d
  state[4] = state[4]! + e
  state[5] = state[5]! + f
  state[6] = state[6]! + g
  state[7] = state[7]! + h
}
