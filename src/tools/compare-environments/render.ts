import { fencedRows, inline, type View } from '../../domain/fence.ts'
import { minuteOf } from '../../domain/time.ts'
import { gapLines } from '../shared/gap-lines.ts'
import type { Label, Output, Row, Side } from './output.ts'

/** What differs as a table in one fence, what touches the incident first; then what was overlooked and what is not known. */
export function renderComparison(answer: Output, view: View): string {
  const { conclusion, left, right, window, rows, secrets, overlooked, gaps } = answer
  return [
    `${conclusion} Builds by deployments from ${minuteOf(window.from)} to ${minuteOf(window.to)}.`,
    ...fencedRows(
      view,
      'environments',
      rows.length === 0
        ? []
        : [`| what | name | is | ${left} | ${right} |`, '|-|-|-|-|-|', ...rows.map(tableRow)],
    ),
    `${answer.returned} of ${answer.total} rows shown${answer.cursor === undefined ? '' : `; more: cursor ${answer.cursor}`}.`,
    ...(secrets.same + secrets.different > 0
      ? [
          `Secret or personal settings: ${secrets.same} the same, ${secrets.different} different; never shown.`,
        ]
      : []),
    ...(overlooked.length > 0 ? [`Overlooked where it says same: ${overlooked.join(', ')}.`] : []),
    ...gapLines(view, gaps),
  ].join('\n')
}

function tableRow(row: Row): string {
  const name = [shown(row.service), shown(row.name)].filter((part) => part !== '').join(' ')
  const is = row.in === undefined ? row.is : `${row.is} (${row.in.join(', ')})`
  return `| ${[row.about, name, is, sideWords(row.left), sideWords(row.right)].join(' | ')} |`
}

function sideWords(side: Side | undefined): string {
  if (side === undefined) return '-'
  if (side.hidden !== undefined) return `(${side.hidden}, hidden)`
  const { on, value, rules, since, partly } = side
  const parts = [
    ...(on === undefined ? [] : [on ? 'on, serves' : 'off, serves']),
    shown(value) || '(empty)',
    ...(partly ? ['(in part)'] : []),
    ...(rules === undefined ? [] : [`${rules} rules`]),
    ...(since === undefined ? [] : [`since ${minuteOf(since)}`]),
  ]
  return parts.join(' ')
}

function shown(label: Label | undefined): string {
  if (label === undefined) return ''
  if (typeof label !== 'string') return inline(label.text, 60)
  return /^[0-9a-f]{40,64}$/.test(label) ? label.slice(0, 12) : label
}
