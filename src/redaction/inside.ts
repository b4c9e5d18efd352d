import { encodedTexts } from './encoded.ts'
import { findStructured, type Hit } from './finder.ts'
import type { KnownFinder } from './known.ts'
import { decodedView, foldView } from './views.ts'

/** How many characters may still be decoded: honest encoding within encoding never needs more than three for each of the text. */
export interface Budget {
  left: number
}

const deepest = 8
const most = 4
const least = 65_536

export function budgetFor(text: string): Budget {
  return { left: most * text.length + least }
}

/**
 * What an encoded text holds, plain, escaped or encoded again and again. One that is nested deeper than eight times, or
 * made so that there is ever more to decode, is hidden unread.
 */
export function firstInside(
  text: string,
  known: KnownFinder,
  budget: Budget,
  depth = 1,
): Hit | undefined {
  budget.left -= text.length
  if (depth > deepest || budget.left < 0) {
    return { start: 0, end: text.length, class: 'encoded', value: text }
  }
  const folded = foldView({ text, at: null })
  for (const view of [folded, decodedView(folded)]) {
    const inside = view && (findStructured(view.text, 'log')[0] ?? known(view.text)[0])
    if (inside) return inside
  }
  for (const encoded of encodedTexts(folded.text, 'log')) {
    const inside = firstInside(encoded.text, known, budget, depth + 1)
    if (inside) return inside
  }
  return undefined
}
