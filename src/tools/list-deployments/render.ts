import { fencedRows, inline, type View } from '../../domain/fence.ts'
import { minuteOf } from '../../domain/time.ts'
import { gapLines } from '../shared/gap-lines.ts'
import type { Mitigation, Output, Row, Suspect } from './output.ts'
import { ungrantedLine } from './ungranted-output.ts'

const pointsWords =
  ' The points of a change add up (log-odds): 0 is even, 2 about seven to one, -2 one to seven.'

/** The answer as a short text: conclusion, then in one fence suspects with reasons and a table in order of rank. */
export function renderChanges(answer: Output, view: View): string {
  const { window, onset, suspects, mitigations = [], changes, gaps } = answer
  return [
    `${answer.conclusion} Window ${minuteOf(window.from)} to ${minuteOf(window.to)}; onset ${onset.at === undefined ? 'unknown' : `${minuteOf(onset.at)} (${onset.from})`}.${suspects.length > 0 ? pointsWords : ''}`,
    ...fencedRows(view, 'changes', [
      ...suspects.map(suspectLine),
      ...(mitigations.length > 0
        ? [`After the onset, possible mitigations: ${mitigations.map(mitigationWords).join('; ')}`]
        : []),
      ...(changes.length > 0
        ? [
            '',
            '| # | started (UTC) | change | service, region | by | verdict | notes |',
            '|-|-|-|-|-|-|-|',
          ]
        : []),
      ...changes.map(tableRow),
    ]),
    `${answer.returned} of ${answer.total} changes shown${answer.cursor === undefined ? '' : `; more: cursor ${answer.cursor}`}. Sources: ${answer.sources.join(', ') || 'none'}${lookBackWords(answer)}`,
    ungrantedLine(
      answer.ungranted,
      gaps.some(({ source }) => source !== 'logs'),
    ),
    ...gapLines(view, gaps),
  ].join('\n')
}

function lookBackWords({ lookBack }: Output): string {
  if (lookBack === undefined) return ''
  return `; looked back to ${minuteOf(lookBack.from)} in ${lookBack.sources.join(', ')}`
}

function mitigationWords({ rank, kind, id, startedAt }: Mitigation): string {
  return `number ${rank}, ${kind} ${shown(id)} at ${minuteOf(startedAt)}`
}

function suspectLine(suspect: Suspect): string {
  return `${suspect.rank}. ${suspect.verdict} (${suspect.score}): ${suspect.kind} ${shown(suspect.id)} at ${minuteOf(suspect.startedAt)}: ${suspect.reasons.join('; ')}`
}

function tableRow(row: Row): string {
  // A flag's version is on or off: without its name nobody knows which one.
  const target =
    row.target ?? (row.kind === 'flag' && row.version !== undefined ? row.id : undefined)
  const change = [row.kind, shown(target), shown(row.version ?? row.id), shown(row.state)]
  const by = [shown(row.actor), ...(row.approvedBy ?? []).map((one) => `approved: ${shown(one)}`)]
  const pulls = (row.pullRequests ?? []).map((one) => `#${shown(one)}`)
  const what = [
    row.notes === undefined ? '' : inline(row.notes.text, 60),
    ...pulls,
    row.files === undefined ? '' : `files: ${row.files}`,
  ]
  const cells = [
    String(row.rank),
    minuteOf(row.startedAt),
    change.filter((part) => part !== '').join(' '),
    [shown(row.service), shown(row.region)].filter((part) => part !== '').join(', '),
    by.filter((part) => part !== '').join(', '),
    row.verdict,
    what.filter((part) => part !== '').join(' '),
  ]
  return `| ${cells.join(' | ')} |`
}

function shown(label: Row['id'] | undefined): string {
  if (label === undefined) return ''
  if (typeof label !== 'string') return inline(label.text, 40)
  return /^[0-9a-f]{40,64}$/.test(label) ? label.slice(0, 12) : label
}
