import { table } from '../figures.ts'
import type { Labelled, Sentence } from './data.ts'
import { findAll, leftApart } from './found.ts'
import { addSpans, addTokens, newTally, type Score, scoreOf, tokensOf } from './presidio-score.ts'
import { share } from './report.ts'
import type { Subject } from './subject.ts'

/** What Presidio published about itself, in presidio-research at commit 7622dec, cell outputs of notebooks 4 and 5 (on another set of its generator). */
const published = [
  ['Presidio, default, notebook 4', 'all types, span IoU 0.9', '0.685', '0.603', '0.618'],
  ['Presidio, transformer, notebook 5', 'all types, span IoU 0.7', '0.870', '0.839', '0.845'],
]

const main = new Set(['types kept, token', 'all types, span IoU 0.9'])

/** Presidio's own evaluations of any PII: all of them for the first subject, the main ones for the others. */
export async function scorerTable(
  subjects: readonly Subject[],
  sentences: readonly Sentence[],
): Promise<string> {
  const rows: string[][] = []
  const add = (name: string, what: string, { precision, recall, f2 }: Score): void => {
    rows.push([name, what, share(precision), share(recall), share(f2)])
  }
  for (const subject of subjects) {
    const found = await findAll(subject, sentences)
    for (const [what, kept] of [
      ['types kept', (span: Labelled) => !leftApart.has(span.type)],
      ['all types', () => true],
    ] as const) {
      const tallies = { token: newTally(), 'span IoU 0.9': newTally(), 'span IoU 0.7': newTally() }
      for (const { sentence, hits } of found) {
        const tokens = tokensOf(sentence.text)
        const labels = sentence.spans.filter(kept)
        addTokens(tallies.token, tokens, labels, hits)
        addSpans(tallies['span IoU 0.9'], tokens, labels, hits, 0.9)
        addSpans(tallies['span IoU 0.7'], tokens, labels, hits, 0.7)
      }
      for (const [name, tally] of Object.entries(tallies)) {
        const evaluation = `${what}, ${name}`
        if (subject === subjects[0] || main.has(evaluation))
          add(subject.name, evaluation, scoreOf(tally))
      }
    }
  }
  return table([['redactor', 'evaluation', 'precision', 'recall', 'F2'], ...rows, ...published])
}
