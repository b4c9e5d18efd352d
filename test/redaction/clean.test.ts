import { expect, test } from 'vitest'

import { createCleanTexts } from '../../src/redaction/clean.ts'
import { knownFinder, nobody } from '../../src/redaction/known.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const scope = { incident: 'INC-1', profile: 'text' } as const

test('G1: a text that was clean is looked at anew once somebody in it is known', () => {
  const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
  const line = 'login of quillon.abernathy failed'
  expect(redactor.text(line, scope).value).toBe(line)
  redactor.learn('INC-1', [{ class: 'person', value: 'Quillon Abernathy' }])
  expect(redactor.text(line, scope).value).toMatch(/^login of «person:\w{16}» failed$/)
  expect(redactor.text(line, { ...scope, incident: 'INC-2' }).value).toBe(line)
})

test('G1: what is clean in one profile is looked at in the other', () => {
  const texts = createCleanTexts()
  texts.add('a line', 'log', nobody)
  expect([texts.has('a line', 'log', nobody), texts.has('a line', 'text', nobody)]).toEqual([
    true,
    false,
  ])
})

test('G1: what is clean for somebody who knows names is clean without them, not the reverse', () => {
  const texts = createCleanTexts()
  const finder = knownFinder([{ class: 'person', value: 'Quillon' }], {
    words: new Set(),
    names: [],
  })
  texts.add('first', 'log', finder)
  texts.add('second', 'log', nobody)
  expect(texts.has('first', 'log', nobody)).toBe(true)
  expect(texts.has('second', 'log', finder)).toBe(false)
})

test('G1: counts are the same the second time, and memory is bounded', () => {
  const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
  const told = (text: string) => redactor.text(text, scope).report
  for (const line of ['nothing here', 'write to a.b@example.com', 'in\u200bvisible']) {
    expect(told(line)).toEqual(told(line))
  }
  const texts = createCleanTexts()
  for (let i = 0; i < 30; i++) texts.add(`${i}`.padStart(150_000, 'x'), 'log', nobody)
  expect(texts.has('0'.padStart(150_000, 'x'), 'log', nobody)).toBe(false)
  expect(texts.has('29'.padStart(150_000, 'x'), 'log', nobody)).toBe(true)
})

test('G1: no name of a field makes another one pass that must be hidden', () => {
  const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
  const hidden = (json: object) => redactor.json(json as never, { incident: null, profile: 'log' })
  for (const glue of ['\0', '.', ':', '4:name', '|', ' ']) {
    hidden({ [`user${glue}name`]: 'first' })
    hidden({ [`4:user4${glue}name`]: 'first' })
  }
  expect(JSON.stringify(hidden({ user: { name: 'Quillon' } }).value)).not.toContain('Quillon')
})
