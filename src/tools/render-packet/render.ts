import { fenced, type View } from '../../domain/fence.ts'
import { instantMs, toMinute } from '../../domain/time.ts'
import { cutAtLine } from './cut-at-line.ts'
import type { Output } from './output.ts'

const excerptCharacters = 2_400

/** What was made, who was told, the beginning of the document, and where the whole is read. */
export function renderMade(made: Output, view: View): string {
  const { document, file, truncated, told, notTold, checkpoint } = made
  const excerpt = cutAtLine(made.markdown.text, excerptCharacters)
  return [
    `Rendered ${document}: ${file}, ${made.bytes} bytes, SHA-256 ${made.sha256}, lint clean.`,
    ...(told.length > 0 ? [`Announced: ${told.join(', ')}.`] : []),
    ...(notTold.length > 0 ? [`Not announced, tell them yourself: ${notTold.join(', ')}.`] : []),
    ...(checkpoint === 'altered' ? ['The checkpoint was altered on its way: render again.'] : []),
    fenced(view, { from: 'record', text: excerpt }),
    ...(truncated || excerpt.length < made.markdown.text.length
      ? [`The whole: get_document with path incidents/${file}`]
      : []),
    made.nextUpdateDue === null
      ? 'Resolved: no further update is due.'
      : `Next update due ${toMinute(instantMs(made.nextUpdateDue) ?? view.nowMs)}.`,
  ].join('\n')
}
