import { base64Texts } from './base64.ts'
import type { EncodedText } from './encoded-text.ts'
import { hexText } from './hex.ts'

const leastRun = 16
const leastPairs = 8

/** ASCII characters of base64 in both alphabets. */
const inRun = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Readable texts in runs of at least 16 characters of base64 or hexadecimal digits, and in eight pairs of these and more. */
export function* encodedTexts(text: string): Iterable<EncodedText> {
  let start = 0
  let pairs = 0
  let pairsFrom = 0
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0
    if (code < 128 && inRun[code] === 1) continue
    const length = i - start
    if (length >= leastRun) {
      yield* base64Texts(text, start, i)
      yield* hexText(text, start, i)
    }
    if (length === 2 && pairs++ === 0) pairsFrom = start
    if (length !== 2 || (code !== 32 && code !== 58)) {
      if (pairs >= leastPairs) yield* hexText(text, pairsFrom, length === 2 ? i : start)
      pairs = 0
    }
    start = i + 1
  }
}
