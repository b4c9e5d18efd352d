import { fencedRows, inline, type View } from '../../domain/fence.ts'
import { minuteOf } from '../../domain/time.ts'
import { gapLines } from '../shared/gap-lines.ts'
import type { Output, Row, Suspect } from './output.ts'
import { ungrantedLine } from './ungranted-output.ts'

/** The answer as a short text: conclusion, then in one fence suspects with reasons and a table in order of rank. */
export function renderChanges(answer: Output, view: View): string {
  const { window, onset, suspects, changes, gaps } = answer
  return [
    `${answer.conclusion} Window ${minuteOf(window.from)} to ${minuteOf(window.to)}; onset ${onset.at === undefined ? 'unknown' : `${minuteOf(onset.at)} (${onset.from})`}.`,
    ...fencedRows(view, 'changes', [
      ...suspects.map(suspectLine),
      ...(changes.length > 0
        ? [
            '',
            '| # | started (UTC) | change | service, region | by | verdict | notes |',
            '|-|-|-|-|-|-|-|',
          ]
        : []),
      ...changes.map(tableRow),
    ]),
    `${answer.returned} of ${answer.total} changes shown${answer.cursor === undefined ? '' : '; pass cursor for more'}. Sources: ${answer.sources.join(', ') || 'none'}`,
    ungrantedLine(answer.ungranted, gaps.length > 0),
    ...gapLines(view, 'Not known', gaps),
  ].join('\n')
}

function suspectLine(suspect: Suspect): string {
  return `${suspect.rank}. ${suspect.verdict} (${suspect.score}): ${suspect.kind} ${shown(suspect.id)} at ${minuteOf(suspect.startedAt)}: ${suspect.reasons.join('; ')}`
}

function tableRow(row: Row): string {
  const change = [row.kind, shown(row.version ?? row.id), shown(row.state)]
  const cells = [
    String(row.rank),
    minuteOf(row.startedAt),
    change.filter((part) => part !== '').join(' '),
    [shown(row.service), shown(row.region)].filter((part) => part !== '').join(', '),
    shown(row.actor),
    row.verdict,
    row.notes === undefined ? '' : inline(row.notes.text, 60),
  ]
  return `| ${cells.join(' | ')} |`
}

function shown(label: Row['id'] | undefined): string {
  if (label === undefined) return ''
  if (typeof label !== 'string') return inline(label.text, 40)
  return /^[0-9a-f]{40,64}$/.test(label) ? label.slice(0, 12) : label
}
