import type { EncodedText } from './encoded-text.ts'

/** At least eight bytes, also as pairs with a space or colon between them. */
const runs = /(?:[0-9A-Fa-f]{2}[ :]){7,}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{16,}/g
/** Digests, trace ids and keys hold no such run of readable characters, or nothing that is found in it. */
const readable = /[^\0-\x08\x0e-\x1f\x7f-\x9f\ufffd]{6,}/

/** What runs of at least 16 hexadecimal digits there stand for, where some of it can be read; UTF-8 or UTF-16. */
export function* hexText(text: string, from: number, to: number): Iterable<EncodedText> {
  for (const { 0: run, index } of text.slice(from, to).matchAll(runs)) {
    const digits = run.replace(/[ :]/g, '')
    const shifts = digits.length % 2 === 0 ? [0] : [0, 1]
    for (const shift of shifts) {
      const bytes = Buffer.from(digits.slice(shift), 'hex')
      const decoded = isWide(bytes)
        ? bytes.toString('latin1').replaceAll('\0', '')
        : bytes.toString('utf8')
      if (readable.test(decoded)) {
        yield { start: from + index, end: from + index + run.length, text: decoded }
      }
    }
  }
}

function isWide(bytes: Uint8Array): boolean {
  let zeros = 0
  for (const byte of bytes) if (byte === 0) zeros++
  return zeros * 3 > bytes.length
}
