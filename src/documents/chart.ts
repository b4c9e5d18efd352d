import { toMinute } from '../domain/time.ts'
import type { LogBucket } from '../ports/log-store.ts'
import { flat } from './escape.ts'
import { percent } from './figures.ts'
import type { Mark } from './marks.ts'
import { type Phase, rateOf } from './phases.ts'

export interface ChartInput {
  readonly title: string
  readonly marks: readonly Mark[]
  /** Empty when the logs gave no series: the phases are drawn as steps instead. */
  readonly buckets: readonly LogBucket[]
  readonly bucketMs: number
  readonly phases: readonly Phase[]
}

interface Point {
  readonly atMs: number
  /** Null where nothing was requested, so that the line breaks instead of falling to zero. */
  readonly rate: number | null
}

const width = 960
const height = 420
const plot = { left: 70, right: 940, top: 60, bottom: 250 }
const colours: Record<Mark['kind'], string> = {
  onset: '#b00020',
  detection: '#7a4a00',
  change: '#5b2a86',
  flag: '#00695c',
  update: '#37474f',
}
const mostMarks = 8

/**
 * Error rate over UTC time as a self-contained SVG without script, style sheet or link. Undefined when there is nothing to
 * draw. All text is escaped.
 */
export async function errorRateChart(input: ChartInput): Promise<string | undefined> {
  const points = pointsOf(input)
  const [first] = points
  const last = points.at(-1)
  if (!first || !last || last.atMs <= first.atMs) return undefined
  const [{ scaleLinear, scaleUtc }, { curveStepAfter, line }] = await Promise.all([
    import('d3-scale'),
    import('d3-shape'),
  ])
  const most = Math.max(0.01, ...points.map(({ rate }) => rate ?? 0))
  const x = scaleUtc().domain([first.atMs, last.atMs]).range([plot.left, plot.right])
  const y = scaleLinear().domain([0, most]).range([plot.bottom, plot.top]).nice()
  const path = line<Point>()
    .defined(({ rate }) => rate !== null)
    .x(({ atMs }) => x(atMs))
    .y(({ rate }) => y(rate ?? 0))
    .curve(curveStepAfter)
  const marks = input.marks
    .filter(({ atMs }) => atMs >= first.atMs && atMs <= last.atMs)
    .slice(0, mostMarks)
  const source = input.buckets.length > 0 ? 'log buckets' : 'averages of each phase'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="13">`,
    `<title id="title">${xml(input.title)}</title>`,
    `<desc id="desc">${xml(describe(points, marks, source))}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(plot.left, 28, input.title, 'font-size="17" font-weight="bold"'),
    text(plot.left, 46, `Errors per request, from ${source}`),
    ...y.ticks(5).flatMap((rate) => gridLine(y(rate), percent(rate))),
    ...x.ticks(6).flatMap((tick) => timeTick(x(tick.getTime()), tick.getTime())),
    text(
      (plot.left + plot.right) / 2,
      plot.bottom + 38,
      `Time (UTC), ${days(first.atMs, last.atMs)}`,
      'text-anchor="middle"',
    ),
    `<path d="${path(points) ?? ''}" fill="none" stroke="#0b57d0" stroke-width="2"/>`,
    ...marks.flatMap((mark, index) => markLine(mark, x(mark.atMs), index)),
    '</svg>',
    '',
  ].join('\n')
}

function pointsOf({ buckets, bucketMs, phases }: ChartInput): readonly Point[] {
  const last = buckets.at(-1)
  if (last) {
    const all = buckets.map(({ fromMs, total, errors }) => ({
      atMs: fromMs,
      rate: total === 0 ? null : errors / total,
    }))
    return [...all, { atMs: last.fromMs + bucketMs, rate: all.at(-1)?.rate ?? null }]
  }
  return phases.flatMap((phase) => [
    { atMs: phase.fromMs, rate: rateOf(phase) },
    { atMs: phase.toMs, rate: rateOf(phase) },
  ])
}

function describe(points: readonly Point[], marks: readonly Mark[], source: string): string {
  const known = points.flatMap(({ rate }) => (rate === null ? [] : [rate]))
  const peak = known.length === 0 ? 'unknown' : percent(Math.max(...known))
  const span = `${toMinute(points[0]?.atMs ?? 0)} to ${toMinute(points.at(-1)?.atMs ?? 0)}`
  const moments = marks.map(({ label, atMs }) => `${label} ${toMinute(atMs)}`).join('; ')
  return `Error rate from ${span}, from ${source}, peak ${peak}. ${moments}`
}

function days(fromMs: number, toMs: number): string {
  const [from, to] = [toMinute(fromMs).slice(0, 10), toMinute(toMs).slice(0, 10)]
  return from === to ? from : `${from} to ${to}`
}

function gridLine(y: number, label: string): readonly string[] {
  return [
    `<line x1="${plot.left}" x2="${plot.right}" y1="${round(y)}" y2="${round(y)}" stroke="#e0e0e0"/>`,
    text(plot.left - 8, y + 4, label, 'text-anchor="end"'),
  ]
}

function timeTick(x: number, atMs: number): readonly string[] {
  const label = toMinute(atMs).slice(11)
  return [
    `<line x1="${round(x)}" x2="${round(x)}" y1="${plot.bottom}" y2="${plot.bottom + 6}" stroke="#616161"/>`,
    text(x, plot.bottom + 20, label, 'text-anchor="middle"'),
  ]
}

/** A numbered line in the plot and its legend below, so that labels never overlap. */
function markLine({ kind, label, atMs }: Mark, x: number, index: number): readonly string[] {
  const colour = colours[kind]
  const column = index % 2
  const row = Math.floor(index / 2)
  const legend = `${index + 1} ${toMinute(atMs).slice(11)} ${label}`
  return [
    `<line x1="${round(x)}" x2="${round(x)}" y1="${plot.top}" y2="${plot.bottom}" stroke="${colour}" stroke-width="1.5" stroke-dasharray="4 3"/>`,
    text(
      x + 3,
      plot.top + 12 + (index % 4) * 13,
      String(index + 1),
      `fill="${colour}" font-weight="bold"`,
    ),
    text(plot.left + column * 440, plot.bottom + 66 + row * 22, legend, `fill="${colour}"`),
  ]
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${xml(content)}</text>`
}

function xml(content: string): string {
  return flat(content).replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
