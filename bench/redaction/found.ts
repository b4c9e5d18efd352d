import { coverOf, maskOf, otherCharacters } from './cover.ts'
import type { Labelled, Sentence } from './data.ts'
import type { Show } from './report.ts'
import type { Subject } from './subject.ts'

/** Types that an incident needs or that say nothing about a person: measured by no figure, hidden by no rule of ours. */
export const leftApart = new Set(['DATE_TIME', 'AGE', 'TITLE', 'PREFIX', 'DOMAIN_NAME', 'NRP'])

/** What was found in a sentence. */
export interface Found {
  readonly sentence: Sentence
  readonly hits: readonly Labelled[]
}

/** Labels of one type. */
export interface Count {
  all: number
  touched: number
  full: number
}

/** One sentence after the other, each as a text of its own. */
export async function findAll(
  subject: Subject,
  sentences: readonly Sentence[],
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const sentence of sentences) {
    found.push({ sentence, hits: await subject.find(sentence.text) })
  }
  return found
}

/** By type of label; told of each that is not fully hidden. */
export function countTypes(found: readonly Found[], show?: Show): Map<string, Count> {
  const counts = new Map<string, Count>()
  for (const { sentence, hits } of found) {
    const mask = maskOf(sentence.text.length, hits)
    for (const span of sentence.spans) {
      const count = counts.get(span.type) ?? { all: 0, touched: 0, full: 0 }
      counts.set(span.type, count)
      const cover = coverOf(sentence.text, mask, span)
      count.all++
      if (cover.touched) count.touched++
      if (cover.full) count.full++
      else show?.(span.type, cover.touched ? 'partly' : 'missed', sentence.text, span)
    }
  }
  return counts
}

/** The share of letters and digits outside of every label that is hidden all the same. */
export function othersHidden(found: readonly Found[], show?: Show): number {
  let all = 0
  let hidden = 0
  for (const { sentence, hits } of found) {
    const labelled = maskOf(sentence.text.length, sentence.spans)
    const others = otherCharacters(sentence.text, maskOf(sentence.text.length, hits), labelled)
    all += others.all
    hidden += others.hidden
    for (const hit of hits) {
      if (!labelled.slice(hit.start, hit.end).includes(1))
        show?.('other', hit.type, sentence.text, hit)
    }
  }
  return hidden / all
}
