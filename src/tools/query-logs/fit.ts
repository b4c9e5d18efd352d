import { cutExcerpts } from '../../domain/excerpt.ts'
import { defaultSamples } from '../shared/logs/question.ts'
import type { Lengths } from './answer.ts'
import type { Output } from './output.ts'

const usual = { label: 60, gaps: 8 } as const

const ladder: readonly Lengths[] = [
  { patterns: 8, main: 320, exemplar: 200, message: 240, tops: 5, samples: 10, ...usual },
  { patterns: 8, main: 320, exemplar: 140, message: 160, tops: 3, samples: 10, ...usual },
  { patterns: 7, main: 320, exemplar: 110, message: 120, tops: 3, samples: 10, ...usual },
  { patterns: 6, main: 280, exemplar: 90, message: 60, tops: 3, samples: 10, ...usual },
  { patterns: 6, main: 280, exemplar: 90, message: 0, tops: 3, samples: 10, ...usual },
  { patterns: 5, main: 280, exemplar: 70, message: 0, tops: 2, samples: 8, ...usual },
  { patterns: 5, main: 240, exemplar: 50, message: 0, tops: 2, samples: 6, ...usual },
  { patterns: 4, main: 240, exemplar: 50, message: 0, tops: 1, samples: 5, ...usual },
  { patterns: 3, main: 200, exemplar: 50, message: 0, tops: 1, samples: 4, ...usual },
  { patterns: 3, main: 140, exemplar: 40, message: 0, tops: 1, samples: 3, ...usual },
  { patterns: 2, main: 80, exemplar: 30, message: 0, tops: 1, samples: 2, label: 40, gaps: 6 },
]

/** What no usual log needs: then fewer samples than were asked for are shown, and the cursor leads on. */
const floods: readonly Lengths[] = [
  { patterns: 2, main: 80, exemplar: 30, message: 0, tops: 1, samples: 20, label: 20, gaps: 4 },
  { patterns: 2, main: 80, exemplar: 30, message: 0, tops: 1, samples: 12, label: 20, gaps: 4 },
  { patterns: 2, main: 60, exemplar: 30, message: 0, tops: 1, samples: 6, label: 16, gaps: 3 },
  { patterns: 2, main: 40, exemplar: 20, message: 0, tops: 1, samples: 2, label: 12, gaps: 3 },
  { patterns: 1, main: 40, exemplar: 20, message: 0, tops: 1, samples: 1, label: 8, gaps: 2 },
]

const defaultTokens = 1_500
const tokensPerSample = 130

/**
 * The fullest answer whose data and whose text both keep to 1,500 tokens, or together to as many more as the samples asked
 * for need, which is never more than 6,000.
 */
export function fit(
  make: (lengths: Lengths) => Output,
  text: (output: Output) => string,
  asked: number | undefined,
): Output {
  const budget = defaultTokens + Math.max(0, (asked ?? 0) - defaultSamples) * tokensPerSample
  const steps = [
    ...ladder.map((step) => (asked === undefined ? step : { ...step, samples: asked })),
    ...floods.map((step) => ({ ...step, samples: Math.min(step.samples, asked ?? 2) })),
  ]
  for (const lengths of steps) {
    const output = make(lengths)
    const shown = cutExcerpts(output) as Output
    const sizes = [tokens(JSON.stringify(shown)), tokens(text(shown))] as const
    const isSmall =
      budget > defaultTokens ? sizes[0] + sizes[1] <= 2 * budget : Math.max(...sizes) <= budget
    if (isSmall) return output
  }
  return make(steps.at(-1)!)
}

const piece = /[A-Za-z]+|\d+|\s+|[\x21-\x7e]|[^\s\x21-\x7e]/gu

/** About how many tokens a text takes, rather too many than too few. */
export function tokens(text: string): number {
  let count = 0
  for (const [part] of text.matchAll(piece)) {
    const code = part.charCodeAt(0)
    if (code > 127) count += part.length > 1 ? 3 : code < 0x2e80 ? 1.5 : 1.2
    else if (code >= 48 && code <= 57) count += Math.ceil(part.length / 3)
    else if (code > 64 && part.length > 1) count += Math.ceil(part.length / 5)
    else if (code > 32) count += 0.6
  }
  return Math.ceil(count)
}
