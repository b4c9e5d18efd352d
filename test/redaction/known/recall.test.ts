import { expect, test } from 'vitest'

import { createMemoryVault } from '../../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../../src/redaction/redactor.ts'
import type { KnownValue } from '../../../src/ports/vault.ts'
import { type Someone, people } from './cultures.ts'
import { contexts, formsOf } from './disguises.ts'

function valuesOf({ name, email, phone }: Someone): readonly KnownValue[] {
  return [
    { class: 'person', value: name },
    ...(email ? [{ class: 'email', value: email }] : []),
    ...(phone ? [{ class: 'phone', value: phone }] : []),
  ]
}

/** Letters and digits of a text. */
function letters(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')
}

test('G1: whoever is known is hidden in every form, case and disguise, wherever the name stands', () => {
  const missed: string[] = []
  let looked = 0
  for (const someone of people) {
    const redactor = createRedactor({ vault: createMemoryVault(), readable: ['Maria Ito', 'auth'] })
    redactor.learn('INC-1', valuesOf(someone))
    for (const profile of ['log', 'text'] as const) {
      for (const form of formsOf(someone)) {
        for (const context of contexts) {
          const raw = context.replace('@', () => form)
          const { value } = redactor.text(raw, { incident: 'INC-1', profile })
          looked++
          const left = letters(value.replace(/«[a-z0-9-]+:\w{16}»/g, ' '))
          const allowed = letters(context.replace('@', ''))
          const possessive = /'\u200b?[sѕ]$/i.test(form) ? 1 : 0
          if (left.length > allowed.length + possessive)
            missed.push(`${profile} ${JSON.stringify(raw)} -> ${value}`)
        }
      }
    }
  }
  expect(looked).toBeGreaterThan(30_000)
  expect(missed.slice(0, 60)).toEqual([])
  expect(1 - missed.length / looked).toBeGreaterThanOrEqual(0.999)
})
