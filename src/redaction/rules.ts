import type { RE2JS } from 're2js'

import { HandoffError } from '../domain/error.ts'
import type { Profile } from '../domain/redacted.ts'
import type { Hit } from './finder.ts'

/** A kind of value that only this company knows, in both profiles unless one is named. */
export interface Rule {
  readonly class: string
  readonly pattern: string
  readonly profile?: Profile | undefined
}

/** What the rules of a company find in a text. */
export type RuleFinder = (text: string, profile: Profile) => readonly Hit[]

interface Compiled extends Rule {
  readonly expression: RE2JS
}

const mostRules = 100
const longestPattern = 1_000
const largestProgram = 10_000
/** A line is searched in stretches that overlap, so that a match of 256 characters is never cut. */
const stretch = 2_048
const overlap = 256
/** What every answer holds: a rule that finds something in one of these would leave nothing to read. */
const ordinary = [
  '',
  'a request to the server failed',
  '2026-01-05T10:42:00Z',
  '0 12 200',
  '{"ok":true}',
]

/**
 * Compiles the patterns on a linear-time engine without lookaround and back-references. Throws INVALID_INPUT that names
 * the place of a pattern which cannot be used, never the pattern.
 */
export async function compileRules(rules: readonly Rule[]): Promise<RuleFinder> {
  if (rules.length > mostRules) throw refused('patterns', `has more than ${mostRules} entries`)
  const { RE2JS: engine } = await import('re2js')
  const compiled = rules.map((rule, i): Compiled => {
    const place = `patterns.${i}.pattern`
    if (rule.pattern.length > longestPattern) throw refused(place, 'is too long')
    const expression = compile(engine, rule.pattern, place)
    if (expression.programSize() > largestProgram) throw refused(place, 'repeats too much')
    if (ordinary.some((text) => expression.test(text))) {
      throw refused(place, 'matches the empty text, ordinary words, numbers or instants')
    }
    return { ...rule, expression }
  })
  return (text, profile) => compiled.flatMap((rule) => hitsOf(rule, text, profile))
}

function compile(engine: typeof RE2JS, pattern: string, place: string): RE2JS {
  try {
    return engine.compile(pattern)
  } catch {
    throw refused(place, 'is no regular expression, or has a lookaround or a back-reference')
  }
}

function refused(place: string, why: string): HandoffError {
  const message = `The configuration is not valid: redaction.${place} ${why}.`
  return new HandoffError('INVALID_INPUT', message, {
    hint: 'Patterns are of the syntax of RE2, match within one line and name one kind of value.',
  })
}

/** The engine knows by its prefilter and without places, which is fast, that most texts and lines have no match. */
function hitsOf({ expression, ...rule }: Compiled, text: string, profile: Profile): readonly Hit[] {
  if (rule.profile !== undefined && rule.profile !== profile) return nothing
  if (!expression.test(text)) return nothing
  const hits: Hit[] = []
  let from = 0
  for (let end = text.indexOf('\n'); from < text.length; end = text.indexOf('\n', from)) {
    const to = end === -1 ? text.length : end
    for (let at = from; at < to; at += stretch - overlap) {
      const part = text.slice(at, Math.min(to, at + stretch))
      if (expression.test(part)) addMatches(hits, { expression, class: rule.class, part, at })
      if (at + stretch >= to) break
    }
    from = to + 1
  }
  return hits
}

const nothing: readonly Hit[] = []

interface Stretch {
  readonly expression: RE2JS
  readonly class: string
  readonly part: string
  /** Where the part stands in the text. */
  readonly at: number
}

function addMatches(hits: Hit[], { expression, class: name, part, at }: Stretch): void {
  const matcher = expression.matcher(part)
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()]
    if (end > start) {
      hits.push({ start: at + start, end: at + end, class: name, value: part.slice(start, end) })
    }
  }
}
