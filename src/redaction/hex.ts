import type { EncodedText } from './encoded-text.ts'

/** Digests, trace ids and keys hold no such run of readable characters, or nothing that is found in it. */
const readable = /[^\0-\x08\x0e-\x1f\x7f-\x9f\ufffd]{6,}/

/** Adds what that run of hexadecimal digits, or of pairs of these, stands for where some of it can be read; UTF-8 or UTF-16. */
export function hexText(text: string, start: number, end: number, found: EncodedText[]): void {
  const digits = text.slice(start, end).replace(/[ :]/g, '')
  for (const shift of digits.length % 2 === 0 ? [0] : [0, 1]) {
    const bytes = Buffer.from(digits.slice(shift), 'hex')
    const decoded = isWide(bytes)
      ? bytes.toString('latin1').replaceAll('\0', '')
      : bytes.toString('utf8')
    if (readable.test(decoded)) found.push({ start, end, text: decoded })
  }
}

function isWide(bytes: Uint8Array): boolean {
  let zeros = 0
  for (const byte of bytes) if (byte === 0) zeros++
  return zeros * 3 > bytes.length
}
