import { sha256 } from '../json.ts'
import { type Mined, type Tally, together } from './miner.ts'
import { newPen, wordsOf } from './pen.ts'
import { writeShape } from './shape.ts'
import { type Template, templateOf } from './template.ts'
import { hole } from './characters.ts'

const blank = String.fromCharCode(hole)

/** A template as it may be shown, with all templates that look like it then. */
export interface Printed {
  /** `P-` and six hexadecimal digits of the template's hash: the same template has the same id everywhere. */
  readonly id: string
  readonly template: string
  readonly templates: readonly Template[]
  readonly tally: Tally
}

/** What a reader sees of an exemplar and of a template's text. */
export interface Showing {
  exemplar(raw: string): string
  template(raw: string): string
  /** Patterns that look the same stay apart, each with an id of its own; otherwise they are one. */
  readonly keepsApart?: true
}

/** The patterns to show, most frequent first; with `shown` no template holds, and no id tells, what is hidden in its exemplar or in itself. */
export function printPatterns(
  mined: readonly Mined[],
  shown: Showing | undefined,
): readonly Printed[] {
  const groups = Map.groupBy(mined, (one) => {
    const look = looksLike(one, shown)
    return shown?.keepsApart ? `${look}\n${one.template.text}` : look
  })
  const printed = [...groups].map(([key, group]) => ({
    template: shown?.keepsApart ? key.slice(0, key.indexOf('\n')) : key,
    templates: group.map((one) => one.template),
    tally: group.map(({ tally }) => tally).reduce(together),
  }))
  return identify(printed.toSorted(byNumber))
}

function looksLike({ template, tally }: Mined, shown: Showing | undefined): string {
  if (shown === undefined) return template.text
  const first = asShown(template, shown.exemplar(tally.exemplar))
  return asShown(first, shown.template(first.text)).text
}

function byNumber({ tally: a }: Unnamed, { tally: b }: Unnamed): number {
  return b.count - a.count || a.firstMs - b.firstMs
}

/** The template with a hole for each word that is not in the text as its reader sees it. */
function asShown(template: Template, shownExemplar: string): Template {
  const pen = newPen()
  writeShape(shownExemplar, 0, shownExemplar.length, pen)
  const seen = wordsOf(pen)
  let at = 0
  const words = template.words.map((word) => {
    if (word === blank) return word
    const found = seen.findIndex((one, i) => i >= at && isAlike(word, one))
    if (found < 0) return blank
    at = found + 1
    return word
  })
  return templateOf(words)
}

/** Equal, or equal in all that is fixed. */
function isAlike(word: string, shown: string): boolean {
  if (word === shown) return true
  if (!word.includes(blank)) return false
  let at = 0
  for (const part of word.split(blank)) {
    const found = shown.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}

type Unnamed = Omit<Printed, 'id'>

/** Of several with the same template, or with the same digits, the less frequent get others. */
function identify(printed: readonly Unnamed[]): readonly Printed[] {
  const taken = new Set<string>()
  const named = printed
    .map((pattern, place) => ({ pattern, place }))
    .toSorted((a, b) => compareTexts(a.pattern.template, b.pattern.template) || a.place - b.place)
    .map(({ pattern, place }) => {
      let id = idOf(pattern.template)
      for (let again = 2; taken.has(id); again++) id = idOf(`${pattern.template}\n${again}`)
      taken.add(id)
      return { place, printed: { id, ...pattern } }
    })
  return named.toSorted((a, b) => a.place - b.place).map((one) => one.printed)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function idOf(text: string): string {
  return `P-${sha256(text).slice(0, 6)}`
}
