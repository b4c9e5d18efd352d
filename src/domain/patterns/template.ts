import { hole } from './characters.ts'

/** What stands in a template where the messages of a pattern differ. */
export const wildcard = '<*>'
const blank = String.fromCharCode(hole)

/** A shape that messages fit; each hole stands for any text within its word. */
export interface Template {
  readonly words: readonly string[]
  /** How many characters are fixed: of several templates that fit, the one with most is meant. */
  readonly fixed: number
  readonly text: string
}

/** The template of these words. */
export function templateOf(words: readonly string[]): Template {
  const text = words.join(' ').replaceAll(blank, wildcard)
  let fixed = 0
  for (const word of words) fixed += word.length
  for (const word of words) fixed -= word.split(blank).length - 1
  return { words, fixed, text }
}

/** The template that a printed one stands for. */
export function parseTemplate(text: string): Template {
  return templateOf(text.split(' ').map((word) => word.replaceAll(wildcard, blank)))
}

/** Whether the words of a shape are those of a template. */
export function fits({ words }: Template, shape: readonly string[]): boolean {
  if (words.length !== shape.length) return false
  for (let i = 0; i < shape.length; i++) {
    const word = words[i]!
    if (word !== shape[i] && !(word.includes(blank) && fitsWord(word, shape[i]!))) return false
  }
  return true
}

function fitsWord(word: string, given: string): boolean {
  if (word === blank) return true
  const [first = '', ...rest] = word.split(blank)
  const last = rest.pop() ?? ''
  const end = given.length - last.length
  if (!given.startsWith(first) || !given.endsWith(last)) return false
  let at = first.length
  for (const part of rest) {
    const found = given.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= end
}

/** Templates by their number of words and their first word, so that few must be tried. */
export interface TemplateIndex {
  /** The template with most fixed text that fits; of equals the first by text. */
  find(words: readonly string[]): Template | undefined
}

/** An index of templates. */
export function indexTemplates(templates: readonly Template[]): TemplateIndex {
  const ordered = templates.toSorted(bySpecificity)
  const lists = Map.groupBy(ordered, ({ words }) => keyOf(words))
  const inList = (key: string, words: readonly string[]): Template | undefined =>
    lists.get(key)?.find((template) => fits(template, words))
  return {
    find(words) {
      const open = inList(`${words.length} `, words)
      const key = keyOf(words)
      const keyed = key.endsWith(' ') ? undefined : inList(key, words)
      if (open === undefined || keyed === undefined) return keyed ?? open
      return bySpecificity(keyed, open) < 0 ? keyed : open
    },
  }
}

function bySpecificity(a: Template, b: Template): number {
  return b.fixed - a.fixed || (a.text < b.text ? -1 : 1)
}

function keyOf(words: readonly string[]): string {
  const [first = ''] = words
  return first.includes(blank) ? `${words.length} ` : `${words.length} ${first}`
}
