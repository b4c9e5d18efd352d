import { type View, fenced, inline } from '../../domain/fence.ts'
import { minuteOf } from '../../domain/time.ts'
import { gapLines } from '../shared/gap-lines.ts'
import { onsetSentence } from './onset-words.ts'
import type { Label, Output } from './output.ts'

/** The answer for people and agents: what happened, what is known, what to ask next. Log text stands in fences only. */
export function render(answer: Output, view: View): string {
  const { histogram, onset, gaps } = answer
  return [
    `Logs ${minuteOf(answer.window.from)} to ${minuteOf(answer.window.to)}, ${answer.region}, ${answer.query}: ${counted(answer)}`,
    `${histogram.shows} per ${span(histogram.bucketMinutes)}: ${histogram.sparkline}`,
    `Onset: ${onsetSentence(onset)}`,
    users(answer),
    ...topLines(answer, view),
    ...patternLines(answer, view),
    ...sampleLines(answer, view),
    ...gapLines(view, gaps),
    ...(answer.narrower.length > 0 ? [`Narrower: ${answer.narrower.join('; ')}`] : []),
    ...(answer.cursor === null ? [] : [`More samples: cursor ${answer.cursor}`]),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function counted({ totals, sources }: Output): string {
  if (sources.length === 0) return 'NOTHING WAS READ, see gaps: there may be errors.'
  const partial = totals.partial ? ' PARTIAL, see gaps.' : ''
  return `${totals.total} events, ${totals.errors} errors${percent(totals)}.${partial}`
}

function patternLines({ patterns, coverage }: Output, view: View): readonly string[] {
  if (patterns.length === 0) return []
  const rows = patterns.map(({ id, count, share, first, last, change, before, exemplar }) =>
    [
      `${id} ${count} (${Math.round(share * 100)} %) ${clock(first)}-${clock(last)}`,
      change === undefined ? '' : ` ${change.toUpperCase()}`,
      change === 'surged' || change === 'vanished' ? ` (${before} before)` : '',
      ` ${exemplar.text}`,
    ].join(''),
  )
  const head = `Patterns of ${coverage.of}, ${patterns.length} of ${coverage.patterns}, ${coverage.percent} % of them (count, first-last, change since the onset):`
  return [head, fence(view, rows)]
}

function sampleLines({ samples, story }: Output, view: View): readonly string[] {
  if (samples.length === 0) return []
  const rows = samples.map((sample) =>
    [
      story === null ? clock(sample.at) : `${clock(sample.at)} +${sample.afterMs ?? 0} ms`,
      sample.level,
      plain(sample.service),
      sample.status,
      plain(sample.endpoint),
      sample.durationMs === undefined ? '' : `took ${sample.durationMs} ms`,
      trace(sample.traceId),
      sample.pattern,
      sample.message?.text,
    ]
      .filter((part) => part !== undefined && part !== '')
      .join(' '),
  )
  if (story === null) return ['Samples, errors first:', fence(view, rows)]
  const head = `Story of the request in the order of time, ${story.lastsMs} ms so far:`
  return [head, fence(view, [storyLine(story), ...rows])]
}

function storyLine({ services, followed }: NonNullable<Output['story']>): string {
  const names = services.map(plain).join(' -> ')
  const ids = followed.map(({ id, value }) => `${id}=${plain(value)}`).join(', ')
  return `over ${names || 'no named service'}${ids === '' ? '' : `; also known as ${ids}`}`
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
