import { toMinute } from '../domain/time.ts'
import type { LogBucket } from '../domain/logs/tally.ts'
import { type Frame, legend, legendHeight, markLines } from './chart-marks.ts'
import { percent } from './figures.ts'
import type { Mark } from './marks.ts'
import { type Phase, isThin, rateOf } from './phases.ts'
import { line as segment, round, text, xml } from './svg.ts'

export interface ChartInput {
  readonly title: string
  readonly marks: readonly Mark[]
  /** Empty when the logs gave no series: the phases are drawn alone. */
  readonly buckets: readonly LogBucket[]
  readonly bucketMs: number
  readonly phases: readonly Phase[]
}

interface Point {
  readonly atMs: number
  /** Null where nothing was requested, so that the line breaks instead of falling to zero. */
  readonly rate: number | null
}

type Scale = (value: number) => number

const width = 960
const frame: Frame = { left: 60, right: 930, top: 126, bottom: 320 }
const keyAt = 46
const phasesAt = 78
const discsAt = 98
const mostMarks = 8
const shortest = 8
const dayMs = 86_400_000
const lineColour = '#0b57d0'
const phaseColours: Record<Phase['name'], string> = {
  before: '#5f6368',
  during: '#b00020',
  after: '#1b7f3b',
  now: '#b00020',
}

/**
 * Error rate over UTC time as a self-contained SVG without script, style sheet or link: the rate bucket by bucket, the
 * average of each phase, and numbered moments. Undefined when there is nothing to draw. All text is escaped.
 */
export async function errorRateChart(input: ChartInput): Promise<string | undefined> {
  const points = pointsOf(input)
  const phases = input.phases.filter(({ name }) => name !== 'now')
  const moments = [...points, ...phases.map(({ fromMs }) => ({ atMs: fromMs }))]
  const fromMs = Math.min(...moments.map(({ atMs }) => atMs))
  const toMs = Math.max(...points.map(({ atMs }) => atMs), ...phases.map((phase) => phase.toMs))
  if (!(toMs > fromMs)) return undefined
  const [{ scaleLinear, scaleUtc }, { curveStepAfter, line }] = await Promise.all([
    import('d3-scale'),
    import('d3-shape'),
  ])
  const rates = [...points.map(({ rate }) => rate ?? 0), ...phases.map((each) => rateOf(each) ?? 0)]
  const x = scaleUtc().domain([fromMs, toMs]).range([frame.left, frame.right])
  const y = scaleLinear()
    .domain([0, Math.max(0.01, ...rates)])
    .range([frame.bottom, frame.top])
    .nice()
  const path = line<Point>()
    .defined(({ rate }) => rate !== null)
    .x(({ atMs }) => x(atMs))
    .y(({ rate }) => y(rate ?? 0))
    .curve(curveStepAfter)
  const marks = input.marks.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).slice(0, mostMarks)
  const legendTop = frame.bottom + 72
  const height = legendTop + legendHeight(marks)
  const described = describe({ fromMs, toMs, points, phases, marks })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="13" fill="#202124">`,
    `<title id="title">${xml(input.title)}</title>`,
    `<desc id="desc">${xml(described)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(frame.left, 26, input.title, 'font-size="17" font-weight="bold"'),
    ...keyLine(input),
    ...y.ticks(5).flatMap((rate) => gridLine(y(rate), percent(rate))),
    ...x
      .ticks(6)
      .flatMap((tick) => timeTick(x(tick.getTime()), clock(tick.getTime(), toMs - fromMs))),
    text(
      (frame.left + frame.right) / 2,
      frame.bottom + 40,
      `Time (UTC), ${days(fromMs, toMs)}`,
      'text-anchor="middle"',
    ),
    `<path d="${path(points) ?? ''}" fill="none" stroke="${lineColour}" stroke-width="1.5"/>`,
    ...averages(phases, x, y),
    ...markLines(marks, x, discsAt, frame),
    ...legend(marks, legendTop, frame),
    '</svg>',
    '',
  ].join('\n')
}

function pointsOf({ buckets, bucketMs }: ChartInput): readonly Point[] {
  return buckets.flatMap(({ fromMs, total, errors }, index) => {
    const rate = total === 0 ? null : errors / total
    const isEnd = buckets[index + 1]?.fromMs !== fromMs + bucketMs
    const end = { atMs: fromMs + bucketMs, rate }
    const hole = index + 1 < buckets.length ? [{ atMs: end.atMs, rate: null }] : []
    return [{ atMs: fromMs, rate }, ...(isEnd ? [end, ...hole] : [])]
  })
}

/** What the lines are. */
function keyLine({ buckets, bucketMs, phases }: ChartInput): readonly string[] {
  const minutes = Math.round(bucketMs / 60_000)
  const step = minutes === 1 ? 'minute' : `${minutes} minutes`
  const entries = [
    {
      shown: buckets.length > 0,
      stroke: lineColour,
      thick: 1.5,
      words: `Errors per request, each ${step}`,
    },
    {
      shown: phases.length > 0,
      stroke: phaseColours.during,
      thick: 3,
      words: 'Average of a phase',
    },
  ]
  return entries
    .filter(({ shown }) => shown)
    .flatMap(({ stroke, thick, words }, index) => {
      const x = frame.left + index * 270
      const attributes = `stroke="${stroke}" stroke-width="${thick}"`
      return [segment([x, keyAt - 4], [x + 24, keyAt - 4], attributes), text(x + 32, keyAt, words)]
    })
}

/** A thick line at the average of each phase, and its name and value above the discs where there is room; a dot for one too short to see. */
function averages(phases: readonly Phase[], x: Scale, y: Scale): readonly string[] {
  let free = width
  return phases.toReversed().flatMap((phase) => {
    const rate = rateOf(phase)
    if (rate === null) return []
    const [from, to] = [x(phase.fromMs), x(phase.toMs)]
    const height = y(rate)
    const colour = phaseColours[phase.name]
    const words = isThin(phase) ? 'too little traffic yet' : percent(rate)
    const label = `${phase.name} ${words}`
    const labelWidth = label.length * 6.6
    const end = Math.min((from + to + labelWidth) / 2, free - 8)
    const isRoom = end - labelWidth >= 0
    if (isRoom) free = end - labelWidth
    return [
      to - from < shortest
        ? `<circle cx="${round(to)}" cy="${round(height)}" r="4" fill="${colour}"/>`
        : segment(
            [from, height],
            [to, height],
            `stroke="${colour}" stroke-width="3" opacity="0.75"`,
          ),
      ...(isRoom
        ? [
            text(
              end,
              phasesAt,
              label,
              `text-anchor="end" font-size="12" font-weight="bold" fill="${colour}"`,
            ),
          ]
        : []),
    ]
  })
}

function describe(drawn: {
  readonly fromMs: number
  readonly toMs: number
  readonly points: readonly Point[]
  readonly phases: readonly Phase[]
  readonly marks: readonly Mark[]
}): string {
  const known = drawn.points.flatMap(({ rate }) => (rate === null ? [] : [rate]))
  const peak = known.length === 0 ? '' : `, peak ${percent(Math.max(...known))}`
  const averaged = drawn.phases.map((phase) => `${phase.name} ${percent(rateOf(phase))}`)
  const moments = drawn.marks.map(({ label, atMs }) => `${label} ${toMinute(atMs)}`)
  return [
    `Error rate from ${toMinute(drawn.fromMs)} to ${toMinute(drawn.toMs)}${peak}.`,
    ...(averaged.length > 0 ? [`Averages: ${averaged.join(', ')}.`] : []),
    ...(moments.length > 0 ? [`${moments.join('; ')}.`] : []),
  ].join(' ')
}

function days(fromMs: number, toMs: number): string {
  const [from, to] = [toMinute(fromMs).slice(0, 10), toMinute(toMs).slice(0, 10)]
  return from === to ? from : `${from} to ${to}`
}

/** A time of day, with its date where the chart spans more than a day. */
function clock(ms: number, spanMs: number): string {
  const minute = toMinute(ms)
  return spanMs > dayMs ? minute.slice(5).replace('T', ' ') : minute.slice(11)
}

function gridLine(y: number, label: string): readonly string[] {
  return [
    segment([frame.left, y], [frame.right, y], 'stroke="#e0e0e0"'),
    text(frame.left - 8, y + 4, label, 'text-anchor="end"'),
  ]
}

function timeTick(x: number, label: string): readonly string[] {
  return [
    segment([x, frame.bottom], [x, frame.bottom + 6], 'stroke="#616161"'),
    text(x, frame.bottom + 21, label, 'text-anchor="middle"'),
  ]
}
