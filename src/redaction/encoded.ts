import type { Profile } from '../domain/redacted.ts'
import { base64Mailbox, base64Texts } from './base64.ts'
import { codesOf } from './codes.ts'
import type { EncodedText } from './encoded-text.ts'
import { hexText } from './hex.ts'
import { base64Kind, hexKind, longRuns, pairedRuns } from './runs.ts'

const leastRun = 16
/** Of base64 that is an e-mail address as a whole: `a@b.io` and longer. */
const leastMailbox = 8

/**
 * Readable texts in runs of at least 16 characters of base64 or hexadecimal digits, and in eight pairs of these and more;
 * in tickets, of shorter runs, those that are an e-mail address.
 */
export function encodedTexts(text: string, profile: Profile): readonly EncodedText[] {
  const least = profile === 'text' ? leastMailbox : leastRun
  if (text.length < least) return none
  const codes = codesOf(text)
  const found: EncodedText[] = []
  const runs = longRuns(codes, 0, text.length, base64Kind, least)
  for (let i = 0; i < runs.length; i += 2) {
    if (runs[i + 1]! - runs[i]! < leastRun) {
      base64Mailbox(text, codes, runs[i]!, runs[i + 1]!, found)
      continue
    }
    base64Texts(text, codes, runs[i]!, runs[i + 1]!, found)
    const digits = longRuns(codes, runs[i]!, runs[i + 1]!, hexKind, leastRun)
    for (let k = 0; k < digits.length; k += 2) hexText(text, digits[k]!, digits[k + 1]!, found)
  }
  const pairs = pairedRuns(codes, text.length)
  for (let i = 0; i < pairs.length; i += 2) hexText(text, pairs[i]!, pairs[i + 1]!, found)
  return found
}

const none: readonly EncodedText[] = []
