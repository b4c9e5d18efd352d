import type { EncodedText } from './encoded-text.ts'

const leastText = 8
const none = 255

/** Sextet by ASCII code, both alphabets. */
const sextets = sextetTable()

function sextetTable(): Uint8Array {
  const table = new Uint8Array(128).fill(none)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let i = 0; i < 64; i++) table[alphabet.charCodeAt(i)] = i
  table[45] = 62
  table[95] = 63
  return table
}

/** Readable stretches of a run of base64 characters, in each of the four ways to group them. */
export function* base64Texts(text: string, start: number, end: number): Iterable<EncodedText> {
  yield* readable(text, start, end)
  yield* wide(text, start, end)
}

/** The run as UTF-16, whose every second byte is zero, so that a quarter of the run and more is the letter `A`. */
function* wide(text: string, start: number, end: number): Iterable<EncodedText> {
  let zeros = 0
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === 65) zeros++
  if (zeros * 5 < end - start) return
  for (let shift = 0; shift < 4; shift++) {
    const decoded = Buffer.from(text.slice(start + shift, end), 'base64').toString('latin1')
    yield { start, end, text: decoded.replaceAll('\0', '') }
  }
}

function* readable(text: string, start: number, end: number): Iterable<EncodedText> {
  for (let shift = 0; shift < 4; shift++) {
    let from = -1
    for (let at = start + shift; ; at += 4) {
      const shown = at + 1 < end && isShown(text, at, end)
      if (shown && from === -1) from = at
      if (!shown && from !== -1) {
        const to = Math.min(end, at + 3)
        if (to - from >= leastText + 3) {
          const begin = from - 4 < start ? from : from - 4
          const decoded = Buffer.from(text.slice(begin, to), 'base64')
          yield { start, end, text: decoded.toString('utf8') }
        }
        from = -1
      }
      if (at + 1 >= end) break
    }
  }
}

/** True when the quartet decodes to parts of a readable text. */
function isShown(text: string, at: number, end: number): boolean {
  const a = sextets[text.charCodeAt(at)]!
  const b = sextets[text.charCodeAt(at + 1)]!
  if (!isTextByte((a << 2) | (b >> 4))) return false
  if (at + 2 >= end) return true
  const c = sextets[text.charCodeAt(at + 2)]!
  if (!isTextByte(((b & 15) << 4) | (c >> 2))) return false
  if (at + 3 >= end) return true
  return isTextByte(((c & 3) << 6) | sextets[text.charCodeAt(at + 3)]!)
}

/** Of UTF-8 what begins or goes on with a letter of Latin, Cyrillic, Han, Hangul or Kana. */
function isTextByte(byte: number): boolean {
  if (byte < 127) return byte >= 32 || byte === 10 || byte === 9 || byte === 13
  if (byte < 0xc2) return byte >= 0x80
  return byte < 0xc6 || byte === 0xd0 || byte === 0xd1 || (byte > 0xe2 && byte < 0xee)
}
