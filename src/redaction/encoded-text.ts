/** A run of characters that encode bytes and a readable text that stands in it. */
export interface EncodedText {
  readonly start: number
  readonly end: number
  readonly text: string
}
