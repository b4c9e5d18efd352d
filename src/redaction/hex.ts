import type { EncodedText } from './encoded.ts'

/** At least eight bytes, also as pairs with a space or colon between them. */
const runs = /(?:[0-9A-Fa-f]{2}[ :]){7,}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{16,}/g
/** Digests, trace ids and keys hold no eight readable characters in a row, or nothing that is found in them. */
const readable = /[^\0-\x08\x0e-\x1f\x7f-\x9f\ufffd]{6,}/

/** What runs of at least 16 hexadecimal digits stand for, where some of it can be read; UTF-8 or UTF-16. */
export function* hexTexts(text: string): Iterable<EncodedText> {
  for (const { 0: run, index } of text.matchAll(runs)) {
    const digits = run.replace(/[ :]/g, '')
    const shifts = digits.length % 2 === 0 ? [0] : [0, 1]
    for (const shift of shifts) {
      const bytes = Buffer.from(digits.slice(shift), 'hex')
      const decoded = isWide(bytes)
        ? bytes.toString('latin1').replaceAll('\0', '')
        : bytes.toString('utf8')
      if (readable.test(decoded)) yield { start: index, end: index + run.length, text: decoded }
    }
  }
}

function isWide(bytes: Uint8Array): boolean {
  return bytes.reduce((zeros, byte) => (byte === 0 ? zeros + 1 : zeros), 0) * 3 > bytes.length
}
