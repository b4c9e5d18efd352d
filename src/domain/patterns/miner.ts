import { hole } from './characters.ts'
import { clusterShapes } from './clusters.ts'
import { templatesOf } from './columns.ts'
import { newPen } from './pen.ts'
import { writeShape } from './shape.ts'
import { ShapeTable, mostPooled, mostShapes } from './shape-table.ts'
import { type Template, indexTemplates, templateOf } from './template.ts'

/** How often and when messages of one template came, with the first of them in time. */
export interface Tally {
  count: number
  firstMs: number
  lastMs: number
  exemplar: string
}

/** A template with its messages so far. */
export interface Mined {
  readonly template: Template
  readonly tally: Tally
}

export interface Miner {
  /**
   * Takes in the first line of a text between two places. `keep` makes the exemplar, if this one is to be it; without it that
   * is the text itself, its first 4,096 characters.
   */
  offer(text: string, from: number, to: number, atMs: number, keep?: () => string): void
  /** Every template; each message offered belongs to one, and `templateIn` finds the same one for it again. */
  done(): readonly Mined[]
  /** Whether so many different shapes came that rare ones were brought together. */
  isCrowded(): boolean
}

const blank = String.fromCharCode(hole)
const longestExemplar = 4_096

/** A miner in bounded memory; the order of messages does not matter as long as at most 8,192 different shapes come. */
export function createMiner(): Miner {
  const pen = newPen()
  let table = new ShapeTable()
  let tallies: Tally[] = []
  let crowded = false

  function settle(): readonly Mined[] {
    const shapes = tallies.map((tally, number) => ({ text: table.text(number), tally }))
    return minedOf(shapes)
  }

  function makeRoom(): void {
    const all = settle()
    const kept = crowdTogether(all)
    crowded ||= kept !== all
    table = new ShapeTable()
    tallies = []
    for (const { template, tally } of kept) {
      writeWords(template.words)
      tallies[table.enter(pen)] = tally
    }
  }

  function writeWords(words: readonly string[]): void {
    const text = words.join(' ')
    pen.length = Math.min(text.length, pen.codes.length)
    for (let i = 0; i < pen.length; i++) pen.codes[i] = text.charCodeAt(i)
  }

  return {
    offer(text, from, to, atMs, keep) {
      writeShape(text, from, to, pen)
      let number = table.enter(pen)
      if (number < 0) {
        makeRoom()
        writeShape(text, from, to, pen)
        number = table.enter(pen)
      }
      const tally = tallies[number]
      if (tally === undefined) {
        tallies[number] = {
          count: 1,
          firstMs: atMs,
          lastMs: atMs,
          exemplar: keep ? keep() : flat(text, from, to),
        }
        return
      }
      tally.count++
      if (atMs > tally.lastMs) tally.lastMs = atMs
      if (atMs < tally.firstMs) {
        tally.firstMs = atMs
        tally.exemplar = keep ? keep() : flat(text, from, to)
      }
    },
    done: settle,
    isCrowded: () => crowded,
  }
}

/** A copy, so that a short text does not hold on to a long one that it was cut from. */
function flat(text: string, from: number, to: number): string {
  const short = to - from <= longestExemplar ? text.slice(from, to) : cutAtBlank(text, from)
  return Buffer.from(short, 'utf16le').toString('utf16le')
}

/** Never half of a word, and of what must be hidden in it. */
function cutAtBlank(text: string, from: number): string {
  const blankAt = text.lastIndexOf(' ', from + longestExemplar)
  return blankAt <= from ? '[cut]' : `${text.slice(from, blankAt)} [cut]`
}

/** Groups shapes and hands each to the template that is meant by it. */
function minedOf(shapes: readonly { text: string; tally: Tally }[]): readonly Mined[] {
  const members = shapes.map(({ text, tally }) => ({
    text,
    words: text.split(' '),
    weight: tally.count,
    tally,
  }))
  const found = new Map<string, Template>()
  for (const cluster of clusterShapes(members)) {
    for (const words of templatesOf(cluster)) {
      const template = templateOf(words)
      found.set(template.text, template)
    }
  }
  const index = indexTemplates([...found.values()])
  const mined = new Map<Template, Tally>()
  for (const { words, tally } of members) {
    const template = index.find(words)!
    const held = mined.get(template)
    mined.set(template, held ? together(held, tally) : { ...tally })
  }
  return [...mined].map(([template, tally]) => ({ template, tally }))
}

/** Two tallies as one. */
export function together(a: Tally, b: Tally): Tally {
  const first = b.firstMs < a.firstMs ? b : a
  return {
    count: a.count + b.count,
    firstMs: first.firstMs,
    lastMs: Math.max(a.lastMs, b.lastMs),
    exemplar: first.exemplar,
  }
}

/** The most frequent templates; the rest of each length becomes one, so that text without end and order stays in bounds. */
function crowdTogether(mined: readonly Mined[]): readonly Mined[] {
  const sorted = mined.toSorted((a, b) => b.tally.count - a.tally.count)
  if (fitting(sorted, mostShapes / 2, mostPooled / 2) === mined.length) return mined
  const most = fitting(sorted, mostShapes / 4, mostPooled / 4)
  const kept = new Map(sorted.slice(0, most).map((one) => [one.template.text, one]))
  for (const { template, tally } of sorted.slice(most)) {
    const open = templateOf(template.words.map(() => blank))
    const held = kept.get(open.text)
    kept.set(open.text, {
      template: open,
      tally: held ? together(held.tally, tally) : tally,
    })
  }
  return [...kept.values()]
}

/** How many of the first stay within so many templates and so many characters. */
function fitting(mined: readonly Mined[], most: number, characters: number): number {
  let left = characters
  const beyond = mined.findIndex(({ template }, i) => {
    left -= template.text.length
    return i >= most || left < 0
  })
  return beyond < 0 ? mined.length : beyond
}
