import { newPen, wordsOf } from './pen.ts'
import { writeShape } from './shape.ts'
import { ShapeTable } from './shape-table.ts'
import { type Template, indexTemplates } from './template.ts'

/** Finds the template that a message means, by the procedure that made it. */
export interface Recogniser {
  /** Of the first line of a text between two places; undefined when none fits. */
  find(text: string, from: number, to: number): Template | undefined
}

/** A recogniser in bounded memory: shapes that came before are not tried again. */
export function recogniser(templates: readonly Template[]): Recogniser {
  const index = indexTemplates(templates)
  const pen = newPen()
  const table = new ShapeTable()
  const found: (Template | undefined)[] = []
  return {
    find(text, from, to) {
      writeShape(text, from, to, pen)
      const before = table.size
      const number = table.enter(pen)
      if (number >= 0 && number < before) return found[number]
      const template = index.find(wordsOf(pen))
      if (number >= 0) found[number] = template
      return template
    },
  }
}
