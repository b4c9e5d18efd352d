import type { EncodedText } from './encoded-text.ts'

/** Eight bytes and the characters that they take. */
const leastStretch = 11
const none = 255
/** So many bytes in a row are UTF-8; words and identifiers that are no base64 decode to less. */
const leastText = 8

/** Sextet by UTF-16 unit, both alphabets. */
const sextets = sextetTable()
/** 1 for what begins or goes on with a letter of Latin, Cyrillic, Han, Hangul or Kana in UTF-8. */
const inText = Uint8Array.from({ length: 256 }, (_, byte) => (isTextByte(byte) ? 1 : 0))

function sextetTable(): Uint8Array {
  const table = new Uint8Array(128).fill(none)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let i = 0; i < 64; i++) table[alphabet.charCodeAt(i)] = i
  table[45] = 62
  table[95] = 63
  return table
}

/** Adds the readable stretches of a run of base64 characters, in each of the four ways to group them. */
export function base64Texts(
  text: string,
  codes: Uint16Array,
  start: number,
  end: number,
  found: EncodedText[],
): void {
  for (let shift = 0; shift < 4; shift++) readable(text, codes, { start, end, shift }, found)
  let zeros = 0
  for (let i = start; i < end; i++) if (codes[i] === 65) zeros++
  if (zeros * 5 >= end - start) wide(text, start, end, found)
}

/** The run as UTF-16, whose every second byte is zero, so that a quarter of the run and more is the letter `A`. */
function wide(text: string, start: number, end: number, found: EncodedText[]): void {
  for (let shift = 0; shift < 4; shift++) {
    const decoded = Buffer.from(text.slice(start + shift, end), 'base64').toString('latin1')
    found.push({ start, end, text: decoded.replaceAll('\0', '') })
  }
}

const mailbox = /^[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}$/i

/** A run too short for the stretches of a text that is an e-mail address as a whole. */
export function base64Mailbox(
  text: string,
  codes: Uint16Array,
  start: number,
  end: number,
  found: EncodedText[],
): void {
  if ((end - start) % 4 === 1 || !holdsAt(codes, start, end)) return
  const decoded = Buffer.from(text.slice(start, end), 'base64').toString('latin1')
  if (mailbox.test(decoded)) found.push({ start, end, text: decoded })
}

/** True when one of the bytes that these characters stand for may be `@`. */
function holdsAt(codes: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at + 3 < end; at += 4) {
    const b = sextets[codes[at + 1]!]!
    const c = sextets[codes[at + 2]!]!
    if ((b & 15) === 4 && c >> 2 === 0) return true
    if ((c & 3) === 1 && codes[at + 3] === 65) return true
    if (at > start && codes[at] === 81 && b >> 4 === 0) return true
  }
  return false
}

interface Grouping {
  readonly start: number
  readonly end: number
  readonly shift: number
}

/** Every second quartet is looked at first: of two in a row, which is the least that counts, one is always met. */
function readable(
  text: string,
  codes: Uint16Array,
  { start, end, shift }: Grouping,
  found: EncodedText[],
): void {
  for (let at = start + shift + 4; at + 3 < end; at += 8) {
    if (!isShown(codes, at, end)) continue
    let from = at
    if (isShown(codes, at - 4, end)) from -= 4
    let last = at + 4
    while (last + 1 < end && isShown(codes, last, end)) last += 4
    at = last
    const to = Math.min(end, last + 3)
    if (to - from < leastStretch) continue
    const begin = from - 4 < start ? from : from - 4
    if (!isLegible(codes, from, to)) continue
    found.push({ start, end, text: Buffer.from(text.slice(begin, to), 'base64').toString('utf8') })
  }
}

/** True when there is a stretch of UTF-8 in what these characters decode to. */
function isLegible(codes: Uint16Array, from: number, to: number): boolean {
  let run = 0
  let size = 0
  let missing = 0
  for (let i = from, bits = 0, room = 0; i < to; i++) {
    bits = ((bits << 6) | sextets[codes[i]!]!) & 0xffff
    room += 6
    if (room < 8) continue
    room -= 8
    const byte = (bits >> room) & 255
    if (missing > 0 && byte >> 6 === 2) {
      if (--missing === 0) run += size
    } else {
      if (missing > 0 || byte >> 6 === 2) run = 0
      size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
      missing = size - 1
      if (size === 1) run++
      else if (byte >> 6 === 2) missing = 0
    }
    if (run >= leastText) return true
  }
  return false
}

/** True when the quartet decodes to parts of a readable text. */
function isShown(codes: Uint16Array, at: number, end: number): boolean {
  const a = sextets[codes[at]!]!
  const b = sextets[codes[at + 1]!]!
  if (inText[((a << 2) | (b >> 4)) & 255] === 0) return false
  if (at + 2 >= end) return true
  const c = sextets[codes[at + 2]!]!
  if (inText[((b & 15) << 4) | (c >> 2)] === 0) return false
  if (at + 3 >= end) return true
  return inText[((c & 3) << 6) | sextets[codes[at + 3]!]!] === 1
}

function isTextByte(byte: number): boolean {
  if (byte < 127) return byte >= 32 || byte === 10 || byte === 9 || byte === 13
  if (byte < 0xc2) return byte >= 0x80
  return byte < 0xc6 || byte === 0xd0 || byte === 0xd1 || (byte > 0xe2 && byte < 0xee)
}
