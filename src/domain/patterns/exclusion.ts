import type { Exclusion } from '../logs/filters.ts'
import { type Recogniser, recogniser } from './recogniser.ts'
import { type Template, parseTemplate, wildcard } from './template.ts'

interface Printed {
  readonly template: string
}

/**
 * Leaves out what belongs to these patterns, found as mining found it. Where the other patterns of the answer are given, a
 * message that means one of them stays.
 */
export function exclusionOf(
  patterns: readonly Printed[],
  others: readonly Printed[] = [],
): Exclusion {
  const excluded = new Map(patterns.map(({ template }) => [template, parseTemplate(template)]))
  const kept = others.filter(({ template }) => !excluded.has(template))
  const meant = recogniser([
    ...excluded.values(),
    ...kept.map((one) => parseTemplate(one.template)),
  ])
  const out = new Set<Template | undefined>(excluded.values())
  return {
    matches: (message) => out.has(whole(meant, message)),
    phrases: [...excluded.values()].map(phrasesOf),
  }
}

function whole(meant: Recogniser, message: string): Template | undefined {
  return meant.find(message, 0, message.length)
}

/** Runs of fixed words; between two of them a message has nothing but white space. */
function phrasesOf({ text }: Template): readonly string[] {
  const runs: string[][] = [[]]
  for (const word of text.split(' ')) {
    if (word.includes(wildcard)) runs.push([])
    else if (word !== '') runs.at(-1)!.push(word)
  }
  return runs.filter((run) => run.length > 0).map((run) => run.join(' '))
}
