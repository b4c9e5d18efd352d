import { expect, test } from 'vitest'

import { caseForEachTest, door, incident } from '../support/case.ts'
import { makeWorld } from '../support/world.ts'

caseForEachTest(() =>
  makeWorld({ plant: () => ' card 4242424242424242 of zoe.quill@customer.example' }),
)

async function hits(args: Record<string, unknown>): Promise<number> {
  const { structured, text } = await door.call('query_logs', { incident, samples: 1, ...args })
  const { total } = (structured['totals'] ?? {}) as { total?: number }
  if (total === undefined) throw new Error(text)
  return total
}

test('G1: counting hits of a prefix cannot spell out what is hidden', async () => {
  expect(await hits({ text: 'login' })).toBeGreaterThan(100)
  for (const prefix of [
    '4242',
    '42424242424242',
    '4242424242424242',
    'zoe.q',
    'zoe.quill@customer',
    'quill@',
  ]) {
    expect(await hits({ text: prefix }), prefix).toBe(0)
  }
})

test('G1: a token finds what it stands for', async () => {
  const { text } = await door.call('query_logs', { incident, samples: 1, level: 'error' })
  const token = /\u00ABemail:\w+\u00BB/.exec(text)?.[0]
  expect(token).toBeDefined()
  expect(await hits({ text: token })).toBeGreaterThan(100)
})

test('G1: a token beside clear text spells out nothing, and no other filter tells who is there', async () => {
  const { text } = await door.call('query_logs', { incident, samples: 1, level: 'error' })
  const token = /\u00ABemail:\w+\u00BB/.exec(text)?.[0] ?? ''
  expect(await hits({ text: `4242424242424242 of ${token}` })).toBe(0)
  for (const args of [
    { user: `card 4 of ${token}` },
    { trace: 'zoe.quill@customer.example' },
    { version: '4242424242424242' },
    { version: 'Rosalind Quayle' },
  ]) {
    const { structured } = await door.call('query_logs', { incident, ...args })
    expect(structured).toMatchObject({ error: { code: 'INVALID_INPUT' } })
  }
})
