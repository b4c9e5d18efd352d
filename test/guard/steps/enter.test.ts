import { expect, test } from 'vitest'

import { excerpt } from '../../../src/domain/excerpt.ts'
import { fenced } from '../../../src/domain/fence.ts'
import type { JsonObject } from '../../../src/domain/json.ts'
import type { Untrusted } from '../../../src/domain/untrusted.ts'
import type { Room, Visit } from '../../../src/guard/call.ts'
import { enter } from '../../../src/guard/steps/enter.ts'
import { createMemoryVault } from '../../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../../src/redaction/redactor.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
const walk = enter({ clock: { nowMs: () => 0 }, redactor })

/** What leaves the hall when a room answers with that line. */
function leaving(line: Untrusted) {
  const room: Room = {
    effect: 'read',
    validate: () => ({}),
    enter: () => Promise.resolve({ structured: { line } as unknown as JsonObject }),
    render: (structured, view) => fenced(view, structured['line'] as unknown as Untrusted),
  }
  const call = { what: 'tool', name: 'x', client: 'x', arguments: {}, room }
  return walk({ call, incident: 'INC-1', input: {}, onRecord: true } as unknown as Visit)
}

test('G1: text is redacted whole and cut afterwards, in data and in text alike', async () => {
  const secret = 'paid by maria.ito@example.com with 4111 1111 1111 1111 yesterday evening'
  const { structured, text } = await leaving(excerpt('log', secret, 70))
  const { line } = structured as unknown as { line: Untrusted }
  expect(line.text).toMatch(/^paid by «email:\w{16}» with \[\+\d+ characters\]$/)
  expect(Object.keys(line)).toEqual(['from', 'text'])
  expect(text).toContain(`\n${line.text}\n`)
  expect(`${text}${JSON.stringify(structured)}`).not.toMatch(/maria|4111.?1111/)
})

test('G1: what was cut off raw could not have been recognised, and is hidden all the same', async () => {
  const card = '4111 1111 1111 1111'
  for (let most = 0; most < 60; most++) {
    const { text, structured } = await leaving(excerpt('log', `the card ${card} was refused`, most))
    expect(`${text}${JSON.stringify(structured)}`).not.toContain('4111')
  }
})

test('text without a bound stays whole', async () => {
  const long = 'word '.repeat(500).trim()
  const { structured } = await leaving({ from: 'record', text: long })
  expect(structured).toEqual({ line: { from: 'record', text: long } })
})

test('G1: a document on which redaction fails is withheld and counted, the others are answered', async () => {
  const failing = createRedactor({
    vault: createMemoryVault(),
    readable: [],
    rules: (searched) => {
      if (searched.includes('boom')) throw new Error('no')
      return []
    },
  })
  const room: Room = {
    effect: 'read',
    validate: () => ({}),
    enter: () =>
      Promise.resolve({ structured: { samples: ['by maria@acme.com', 'boom maria@acme.com'] } }),
    render: ({ samples }) => JSON.stringify(samples),
  }
  const call = { what: 'tool', name: 'x', client: 'x', arguments: {}, room }
  const visit = { call, incident: 'INC-1', input: {}, onRecord: true } as unknown as Visit
  const answer = await enter({ clock: { nowMs: () => 0 }, redactor: failing })(visit)
  const { samples, withheld } = answer.structured as JsonObject
  expect(withheld).toBe(1)
  expect(samples).toEqual([expect.stringMatching(/^by «email:\w{16}»$/)])
  expect(answer.text).toContain('withheld: 1, which could not be redacted')
  expect(`${answer.text}${JSON.stringify(answer.structured)}`).not.toMatch(/boom|maria/)
})
