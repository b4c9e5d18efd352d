import { cutExcerpts } from '../../domain/excerpt.ts'
import type { Json } from '../../domain/json.ts'

/** What an answer may cost unless the caller set a limit, and ever; tokens, with room for what the guess gets wrong. */
export const defaultTokens = 1_500
export const mostTokens = 5_400

/** A cautious guess at the tokens of a value as JSON once it is cut: 2.4 plain characters a token, three tokens for any other. */
export function guessTokens(value: unknown): number {
  const text = JSON.stringify(cutExcerpts(value as Json))
  const foreign = text.replace(/[\x20-\x7e]/g, '').length
  return Math.ceil((text.length - foreign) / 2.4 + foreign * 3)
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
