/** A run of base64 characters and a readable text that stands in it. */
export interface EncodedText {
  readonly start: number
  readonly end: number
  readonly text: string
}

const leastRun = 16
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

/** Readable stretches in each run of at least 16 base64 characters, in each of the four ways to group them. */
export function* encodedTexts(text: string): Iterable<EncodedText> {
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : none
    if (code < 128 && sextets[code] !== none) continue
    if (i - start >= leastRun) yield* readable(text, start, i)
    start = i + 1
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

/** True when the quartet decodes to printable ASCII or parts of UTF-8. */
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

function isTextByte(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 10 || byte === 9 || byte === 13
}
