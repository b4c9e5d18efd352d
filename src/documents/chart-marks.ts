import { toMinute } from '../domain/time.ts'
import { cut } from './figures.ts'
import type { Mark } from './marks.ts'
import { line, round, text } from './svg.ts'

/** The plot on its page, in units of the view box. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const colours: Record<Mark['kind'], string> = {
  onset: '#b00020',
  detection: '#7a4a00',
  change: '#5b2a86',
  flag: '#00695c',
  update: '#37474f',
}
const radius = 9
const gap = 2 * radius + 4
const rowHeight = 22
const columns = 2
const longestLabel = 52

/** A numbered disc above the plot for each mark, side by side where marks are close, and its line through the plot. */
export function markLines(
  marks: readonly Mark[],
  x: (ms: number) => number,
  discsAt: number,
  frame: Frame,
): readonly string[] {
  const places = spread(
    marks.map(({ atMs }) => x(atMs)),
    frame,
  )
  return marks.flatMap(({ kind, atMs }, index) => {
    const at = x(atMs)
    const place = places[index] ?? at
    const stroke = `stroke="${colours[kind]}"`
    return [
      line([place, discsAt + radius], [at, frame.top], `${stroke} stroke-width="1"`),
      line(
        [at, frame.top],
        [at, frame.bottom],
        `${stroke} stroke-width="1.5" stroke-dasharray="4 3"`,
      ),
      disc(place, discsAt, index, kind),
    ]
  })
}

/** What each number means: its time and its label, in two columns. */
export function legend(marks: readonly Mark[], top: number, frame: Frame): readonly string[] {
  const width = (frame.right - frame.left) / columns
  return marks.flatMap(({ kind, label, atMs }, index) => {
    const x = frame.left + (index % columns) * width
    const y = top + Math.floor(index / columns) * rowHeight
    const words = `${toMinute(atMs).slice(11)} ${cut(label, longestLabel)}`
    return [disc(x + radius, y, index, kind), text(x + gap + 2, y + 4, words)]
  })
}

/** How high the legend is. */
export function legendHeight(marks: readonly Mark[]): number {
  return Math.ceil(marks.length / columns) * rowHeight
}

function disc(x: number, y: number, index: number, kind: Mark['kind']): string {
  const circle = `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${colours[kind]}"/>`
  const number = text(
    x,
    y + 4,
    String(index + 1),
    'text-anchor="middle" font-size="12" font-weight="bold" fill="#ffffff"',
  )
  return `${circle}${number}`
}

/** The places, in order, moved apart just enough that no two discs touch and none leaves the plot. */
function spread(wanted: readonly number[], { left, right }: Frame): readonly number[] {
  const places = [...wanted]
  for (let i = 0; i < places.length; i++) {
    const least = i === 0 ? left + radius : places[i - 1]! + gap
    places[i] = Math.max(places[i]!, least)
  }
  for (let i = places.length - 1; i >= 0; i--) {
    const most = i === places.length - 1 ? right - radius : places[i + 1]! - gap
    places[i] = Math.min(places[i]!, most)
  }
  return places
}
