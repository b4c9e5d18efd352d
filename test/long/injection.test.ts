import { expect, test } from 'vitest'

import { type Field, fields, plantingsOf } from '../support/hostile-world.ts'
import { holdOut } from '../support/hostile-work.ts'
import { corpus, corpusAbsent, ownTexts } from '../support/planted.ts'

/** So many texts share a world: each ticket of one is an incident, and every answer looks at all of them. */
const atOnce = 45
/** What never reaches anybody. */
const unseen: ReadonlySet<Field> = new Set(['body', 'author'])
const texts = [...ownTexts, ...corpus()]
const batches = Array.from({ length: Math.ceil(texts.length / atOnce) }, (_, index) =>
  texts.slice(index * atOnce, (index + 1) * atOnce),
)

test.each(batches.map((batch, index) => [index, batch] as const))(
  `G11: every planted text in every field that others write, batch %i${corpusAbsent ? `; ${corpusAbsent}` : ''}`,
  async (_, batch) => {
    const planted = plantingsOf(batch, batch)
    const { faults, invisible, shown, flag } = await holdOut(planted)
    expect(faults.slice(0, 20)).toEqual([])
    expect(invisible.slice(0, 20)).toEqual([])
    expect(flag).toEqual({ on: true, version: 7 })
    for (const field of Object.keys(fields) as Field[]) {
      const seen = planted[field].filter(({ mark }) => shown.has(mark)).length
      // Nothing is shown of a ticket's body, authors are tokens, and answers name ten log files at most.
      if (unseen.has(field)) expect(seen, field).toBe(0)
      else expect(seen / batch.length, field).toBeGreaterThanOrEqual(field === 'name' ? 0.3 : 0.85)
    }
  },
)
