import { type View, fenced, inline } from '../../domain/fence.ts'
import { minuteOf } from '../../domain/time.ts'
import { gapLines } from '../shared/gap-lines.ts'
import { onsetSentence } from './onset-words.ts'
import type { Label, Output } from './output.ts'

/** The answer for people and agents: what happened, what is known, what to ask next. Log text stands in fences only. */
export function render(answer: Output, view: View): string {
  const { totals, histogram, onset, gaps } = answer
  return [
    `Logs ${minuteOf(answer.window.from)} to ${minuteOf(answer.window.to)}, ${answer.region}, ${answer.query}: ${totals.total} events, ${totals.errors} errors${percent(totals)}.${totals.partial ? ' PARTIAL, see gaps.' : ''}`,
    `${histogram.shows} per ${span(histogram.bucketMinutes)}: ${histogram.sparkline}`,
    `Onset: ${onsetSentence(onset)}`,
    users(answer),
    ...topLines(answer, view),
    ...patternLines(answer, view),
    ...sampleLines(answer, view),
    ...gapLines(view, 'Gap', gaps),
    ...(answer.narrower.length > 0 ? [`Narrower: ${answer.narrower.join('; ')}`] : []),
    ...(answer.cursor === null ? [] : [`More samples: cursor=${answer.cursor}`]),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function patternLines({ patterns }: Output, view: View): readonly string[] {
  if (patterns.length === 0) return []
  const rows = patterns.map(
    ({ id, count, share, first, last, exemplar, ...pattern }) =>
      `${id} ${count} (${Math.round(share * 100)} %) ${clock(first)}-${clock(last)}${pattern.new ? ' NEW' : ''} ${exemplar.text}`,
  )
  return ['Error patterns (count, first-last, NEW since onset):', fence(view, rows)]
}

function sampleLines({ samples }: Output, view: View): readonly string[] {
  if (samples.length === 0) return []
  const rows = samples.map(({ at, level, service, status, endpoint, traceId, message }) =>
    [clock(at), level, plain(service), status, plain(endpoint), trace(traceId), message.text]
      .filter((part) => part !== undefined && part !== '')
      .join(' '),
  )
  return ['Samples, errors first:', fence(view, rows)]
}

function fence(view: View, rows: readonly string[]): string {
  const text = rows.map((row) => row.replace(/\s*[\r\n]+\s*/g, ' ⏎ ')).join('\n')
  return fenced(view, { from: 'log', text })
}

function trace(id: Label | undefined): string {
  return id === undefined ? '' : `trace=${plain(id)}`
}

function plain(label: Label | undefined): string | undefined {
  return label === undefined || typeof label === 'string' ? label : label.text
}

function topLines({ tops }: Output, view: View): readonly string[] {
  const parts = Object.entries(tops)
    .filter(([name]) => name !== 'level')
    .map(([name, values]) => {
      const shown = values.slice(0, 3).map(({ value, count, errors }) => {
        const text = typeof value === 'string' ? value : inline(value.text, 60)
        return `${text} ${errors}/${count}`
      })
      return `${name} ${shown.join(', ')}`
    })
  if (parts.length === 0) return []
  return ['Top (errors/events):', fenced(view, { from: 'log', text: parts.join('; ') })]
}

function users({ affectedUsers: { about, shareOfMau } }: Output): string {
  if (about === null) return 'Affected users: fewer than 5, or unknown.'
  const share =
    shareOfMau === null ? '' : `, ${Number((shareOfMau * 100).toPrecision(2))} % of monthly users`
  return `Affected users: about ${about}${share}.`
}

function percent({ total, errors }: Output['totals']): string {
  return total === 0 || errors === 0
    ? ''
    : ` (${Number(((errors / total) * 100).toPrecision(2))} %)`
}

function span(minutes: number): string {
  return minutes < 1
    ? `${Math.round(minutes * 60)} s`
    : minutes < 60
      ? `${minutes} min`
      : `${minutes / 60} h`
}

function clock(instant: string): string {
  return `${instant.slice(5, 19)}Z`
}
