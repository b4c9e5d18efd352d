import { expect, test } from 'vitest'

import { statementOf } from '../../../src/domain/ungranted/statement.ts'
import { createMemoryVault } from '../../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../../src/redaction/redactor.ts'

const scope = { incident: 'INC-1', profile: 'log' } as const
const statements = [true, false].flatMap((missing) => [
  statementOf({ ungranted: 0, unclear: 0, granted: 0 }, missing),
  statementOf({ ungranted: 3, unclear: 2, granted: 1 }, missing),
])
const words = [...new Set(statements.join(' ').match(/[A-Za-z]{2,}/g))]

test.each(words)('G11: whoever is called %s takes no word out of our own sentence', (word) => {
  const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
  for (const kind of ['user', 'person', 'email']) {
    redactor.learn('INC-1', [
      { class: kind, value: kind === 'email' ? `${word}@acme.example` : word },
    ])
  }
  for (const one of statements) expect(redactor.text(one, scope).value).toBe(one)
})

test('G1: somebody called Baton stays hidden as such in a field, a mailbox and a full name', () => {
  const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
  redactor.learn('INC-1', [
    { class: 'person', value: 'Odile Baton' },
    { class: 'email', value: 'baton@acme.example' },
    { class: 'user', value: 'Baton' },
  ])
  const { login } = redactor.json({ author: { login: 'Baton' } }, scope).value.author
  expect(login).toMatch(/^«/)
  for (const text of ['by Odile Baton', 'to baton@acme.example', 'Dear Mr Baton, thanks']) {
    expect(redactor.text(text, scope).value).not.toContain('aton')
  }
})
