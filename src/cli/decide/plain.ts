import type { Json } from '../../domain/json.ts'
import { canonicalJson } from '../../domain/json.ts'

/** Text by others for a terminal: one line, nothing that moves the cursor, hides characters or turns the reading direction. */
export function plain(text: string, most = 1_000): string {
  const flat = text
    .replace(/[\s\u2028\u2029]+/gu, ' ')
    .replace(
      /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u{E0000}-\u{E0FFF}]|\p{Variation_Selector}/gu,
      '\uFFFD',
    )
    .trim()
  return flat.length > most ? `${flat.slice(0, most)}...` : flat
}

/** An identifier to the letter: whatever is not printable ASCII is spelled out, so that no look-alike passes for another. */
export function exact(text: string): string {
  return text
    .slice(0, 300)
    .replace(/[^\u0020-\u007E]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
}

export function exactJson(value: Json): string {
  return exact(typeof value === 'string' ? value : canonicalJson(value))
}
