import { cutExcerpts } from '../../domain/excerpt.ts'
import type { Lengths } from './answer.ts'
import { defaultSamples } from '../shared/logs/question.ts'
import type { Output } from './output.ts'

const ladder: readonly Lengths[] = [
  { patterns: 8, main: 320, exemplar: 200, message: 240, tops: 5 },
  { patterns: 8, main: 320, exemplar: 140, message: 160, tops: 3 },
  { patterns: 7, main: 320, exemplar: 110, message: 120, tops: 3 },
  { patterns: 6, main: 280, exemplar: 90, message: 90, tops: 3 },
  { patterns: 5, main: 280, exemplar: 70, message: 60, tops: 2 },
  { patterns: 4, main: 280, exemplar: 50, message: 50, tops: 1 },
  { patterns: 3, main: 200, exemplar: 50, message: 40, tops: 1 },
  { patterns: 2, main: 140, exemplar: 40, message: 40, tops: 1 },
  { patterns: 2, main: 80, exemplar: 30, message: 30, tops: 1 },
]

const defaultTokens = 1_400
const tokensPerSample = 110

/** The fullest answer whose data and whose text both keep to 1,500 tokens, or as many more as the samples asked for need. */
export function fit(
  make: (lengths: Lengths) => Output,
  text: (output: Output) => string,
  samples: number,
): Output {
  const budget = defaultTokens + Math.max(0, samples - defaultSamples) * tokensPerSample
  for (const lengths of ladder) {
    const output = make(lengths)
    const shown = cutExcerpts(output) as Output
    if (tokens(JSON.stringify(shown)) <= budget && tokens(text(shown)) <= budget) return output
  }
  return make(ladder.at(-1)!)
}

const piece = /[A-Za-z]+|\d+|\s+|[\x21-\x7e]|[^\s\x21-\x7e]/gu

/** About how many tokens a text takes, rather too many than too few. */
export function tokens(text: string): number {
  let count = 0
  for (const [part] of text.matchAll(piece)) {
    const code = part.charCodeAt(0)
    if (code > 127) count += part.length > 1 || code < 0x2e80 ? 1.5 : 1.2
    else if (code >= 48 && code <= 57) count += Math.ceil(part.length / 3)
    else if (code > 64 && part.length > 1) count += Math.ceil(part.length / 5)
    else if (code > 32) count += 0.6
  }
  return Math.ceil(count)
}
