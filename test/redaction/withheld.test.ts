import { expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const log = { incident: 'INC-1', profile: 'log' } as const
/** A redactor whose search fails on one text, for whatever reason. */
const redactor = createRedactor({
  vault: createMemoryVault(),
  readable: [],
  rules: (text) => {
    if (text.includes('boom')) throw new RangeError(`out of memory at ${text}`)
    return []
  },
})

test('a document that cannot be searched is left out of its list and counted, the others come', () => {
  const documents = [
    { message: 'one maria@acme.com' },
    { message: 'two maria@acme.com boom' },
    { message: 'three', nested: { list: [{ a: 'boom' }, { a: 'b' }] } },
    { boom: 1 },
  ]
  const scope = { ...log, withhold: true } as const
  const { value, report } = redactor.json({ documents, lines: ['x', 'boom'] }, scope)
  expect(JSON.stringify(value).replace(/:\w{16}»/g, '»')).toBe(
    '{"documents":[{"message":"one «email»"},{"message":"three","nested":{"list":[{"a":"b"}]}}],"lines":["x"]}',
  )
  expect(report.withheld).toBe(4)
})

test('nothing leaves when the whole cannot be searched, and the error holds none of it', () => {
  for (const attempt of [
    () => redactor.json({ a: 'maria boom' }, log),
    () => redactor.text('maria boom', log),
    () => redactor.json({ user: { email: 'boom' } }, log),
    () => redactor.json('boom', log),
    () => redactor.json([{ a: 'maria' }, { a: 'boom' }], log),
    () => redactor.json({ a: 'boom' }, { ...log, withhold: true }),
  ]) {
    let error: unknown
    try {
      attempt()
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(Error)
    const { message, stack, cause } = error as Error
    expect(`${message}\n${stack}\n${String(cause)}`).not.toMatch(/boom|maria@/)
  }
})

test('a report of a search that went well says nothing of it', () => {
  expect(redactor.json(['a'], { ...log, withhold: true }).report).toEqual({
    hidden: {},
    sanitised: 0,
  })
})

test('an error of the vault is no reason to leave a document out', () => {
  const vault = { ...createMemoryVault(), key: (): never => { throw new Error('locked') } } // prettier-ignore
  const broken = createRedactor({ vault, readable: [] })
  const scope = { ...log, withhold: true } as const
  expect(() => broken.json([{ a: 'maria@acme.com' }], scope)).toThrow('locked')
})
