import { cutExcerpts } from '../../domain/excerpt.ts'
import type { Json } from '../../domain/json.ts'

/** What an answer may cost unless the caller set a limit, and ever; tokens, with room for what the guess gets wrong. */
export const defaultTokens = 1_500
export const mostTokens = 5_400

const plainPerToken = 2.4
/** Keys, digests and line noise: hardly two characters stand together in a token. */
const densePerToken = 1.2
const longText = /"(?:[^"\\]|\\.){60,}"/g

/** A cautious guess at the tokens of a value as JSON once it is cut: by how dense its texts are, three for any foreign character. */
export function guessTokens(value: unknown): number {
  const text = JSON.stringify(cutExcerpts(value as Json))
  const plain = text.replace(/[^\x20-\x7e]/g, '')
  const dense = (plain.match(longText) ?? []).filter(isDense).join('').length
  const foreign = text.length - plain.length
  return Math.ceil((plain.length - dense) / plainPerToken + dense / densePerToken + foreign * 3)
}

/** True unless most of it is small letters and spaces, as words are. */
function isDense(text: string): boolean {
  return text.replace(/[^a-z ]/g, '').length < text.length * 0.6
}

/** As many of the first items as fit, but always one. */
export function fitting<T>(items: readonly T[], tokens: number): readonly T[] {
  let left = tokens
  const over = items.findIndex((item, i) => {
    left -= guessTokens(item)
    return left < 0 && i > 0
  })
  return over === -1 ? items : items.slice(0, over)
}
