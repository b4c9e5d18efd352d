import { type View, fenced, inline } from '../../domain/fence.ts'
import { evidencePath } from '../../domain/incident/evidence.ts'
import { minuteOf } from '../../domain/time.ts'
import { gapLines } from '../shared/gap-lines.ts'
import type { Output } from './output.ts'

/** What was kept, where it came from, its hash and how it begins. */
export function renderCaptured(item: Output, view: View): string {
  const { evidence, incident, window, lines, total, gaps, beginning } = item
  const of = total === null || total === lines ? '' : ` of ${total}`
  const span = window && `, window ${minuteOf(window.from)} to ${minuteOf(window.to)}`
  return [
    `Captured ${evidence}: ${item.kind}, ${lines} ${lines === 1 ? 'line' : 'lines'}${of}, ${item.bytes} bytes, SHA-256 ${item.sha256}.`,
    `As of ${minuteOf(item.asOf)}${span ?? ''}, region ${item.region}.`,
    fenced(view, {
      from: beginning.from,
      text: `${inline(item.title.text, 200)}; asked: ${inline(item.query)}\n${beginning.text}`.trimEnd(),
    }),
    ...(item.cut ? ['CUT: there was more than was kept.'] : []),
    ...gapLines(view, gaps),
    ...(beginning.text === '' ? ['It is empty.'] : []),
    `Whole: get_document with path ${evidencePath(incident, evidence)}. Cite ${evidence} as link or evidence.`,
  ].join('\n')
}
