import { sha256 } from '../json.ts'
import { newPen, wordsOf } from './pen.ts'
import { writeShape } from './shape.ts'
import { type Template, templateOf } from './template.ts'
import { hole } from './characters.ts'

const blank = String.fromCharCode(hole)

/** The template with a hole for each word that is not in the message as its reader sees it. */
export function asShown(template: Template, shownExemplar: string): Template {
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

/** `P-` and six hexadecimal digits of each template's hash, the same everywhere; of two that share them one gets others. */
export function identify(templates: readonly string[]): readonly string[] {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  for (const template of templates.toSorted()) {
    let id = idOf(template)
    for (let again = 2; taken.has(id); again++) id = idOf(`${template}\n${again}`)
    taken.add(id)
    ids.set(template, id)
  }
  return templates.map((template) => ids.get(template)!)
}

function idOf(text: string): string {
  return `P-${sha256(text).slice(0, 6)}`
}
