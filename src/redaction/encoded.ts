import { base64Texts } from './base64.ts'
import { codesOf } from './codes.ts'
import type { EncodedText } from './encoded-text.ts'
import { hexText } from './hex.ts'
import { base64Kind, hexKind, longRuns, pairedRuns } from './runs.ts'

const leastRun = 16

/** Readable texts in runs of at least 16 characters of base64 or hexadecimal digits, and in eight pairs of these and more. */
export function encodedTexts(text: string): readonly EncodedText[] {
  if (text.length < leastRun) return none
  const codes = codesOf(text)
  const found: EncodedText[] = []
  const runs = longRuns(codes, 0, text.length, base64Kind, leastRun)
  for (let i = 0; i < runs.length; i += 2) {
    base64Texts(text, codes, runs[i]!, runs[i + 1]!, found)
    const digits = longRuns(codes, runs[i]!, runs[i + 1]!, hexKind, leastRun)
    for (let k = 0; k < digits.length; k += 2) hexText(text, digits[k]!, digits[k + 1]!, found)
  }
  const pairs = pairedRuns(codes, text.length)
  for (let i = 0; i < pairs.length; i += 2) hexText(text, pairs[i]!, pairs[i + 1]!, found)
  return found
}

const none: readonly EncodedText[] = []
