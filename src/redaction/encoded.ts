import { base64Texts } from './base64.ts'
import { hexTexts } from './hex.ts'

/** A run of characters that encode bytes and a readable text that stands in it. */
export interface EncodedText {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Readable texts in runs of base64 and of hexadecimal digits. */
export function* encodedTexts(text: string): Iterable<EncodedText> {
  yield* base64Texts(text)
  yield* hexTexts(text)
}
