import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { digestOf, requestLifetimeMs } from '../../src/domain/change.ts'
import { Statement, cardOf, parseStatement } from '../../src/domain/decision.ts'
import type { FactBody } from '../../src/domain/fact.ts'
import { type JsonObject, canonicalJson } from '../../src/domain/json.ts'

const statement: Statement = {
  v: 1,
  request: 'REQ-0SXK2F7Q3F',
  digest: 'a'.repeat(64),
  decision: 'granted',
  reason: 'agreed',
  approver: 'noor',
  trust: 'b'.repeat(64),
  at: '2026-11-23T07:00:00.000Z',
  nonce: 'n'.repeat(22),
}

test('a statement is read from its canonical JSON alone', () => {
  const text = canonicalJson(statement)
  expect(parseStatement(text)).toEqual(statement)
  const bent = [
    JSON.stringify(statement, null, 1),
    JSON.stringify(statement),
    `${text}\n`,
    canonicalJson({ ...statement, extra: 1 }),
    canonicalJson({ ...statement, v: 2 }),
    canonicalJson({ ...statement, decision: 'approve' }),
    canonicalJson({ ...statement, digest: 'A'.repeat(64) }),
    canonicalJson({ ...statement, reason: '' }),
    canonicalJson({ ...statement, nonce: 'short' }),
    'null',
    '',
  ]
  for (const other of bent) {
    expect(() => parseStatement(other)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', rule: 'decision-as-signed' }),
    )
  }
})

const proposed: Omit<FactBody<'change.proposed'>, 'digest'> = {
  request: 'REQ-0SXK2F7Q3F',
  tool: 'toggle',
  system: 'feature-flags',
  target: 'x',
  service: 'auth',
  environment: 'production',
  production: true,
  region: 'eu-west-1',
  from: 'on',
  to: 'off',
  baseVersion: '7',
  reason: 'because',
  requester: 'maria',
  inverseOf: null,
  trust: 'b'.repeat(64),
  level: 'L2',
  expiresAt: '2026-11-23T07:15:00.000Z',
  nonce: 'n'.repeat(22),
}

test('the digest covers every field of the card and the incident', () => {
  const base = digestOf('INC-1', proposed)
  expect(base).toMatch(/^[0-9a-f]{64}$/)
  expect(digestOf('INC-2', proposed)).not.toBe(base)
  for (const field of Object.keys(proposed)) {
    const altered = { ...proposed, [field]: 'something else' } as typeof proposed
    expect({ field, same: digestOf('INC-1', altered) === base }).toEqual({ field, same: false })
  }
  expect(digestOf('INC-1', { digest: 'any', ...proposed } as typeof proposed)).toBe(base)
})

test('the digest does not depend on the order of fields', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(Object.entries(proposed), { minLength: Object.keys(proposed).length }),
      (entries) => {
        const shuffled = Object.fromEntries(entries) as JsonObject as unknown as typeof proposed
        expect(digestOf('INC-1', shuffled)).toBe(digestOf('INC-1', proposed))
      },
    ),
  )
})

test('the card says who settles what has no known outcome yet', () => {
  const at = '2026-11-23T07:00:00.000Z'
  const request = {
    id: proposed.request,
    incident: 'INC-1',
    proposal: { ...proposed, digest: 'a'.repeat(64) },
    proposedAt: at,
    decision: null,
    intent: null,
    outcome: null,
  }
  const next = (state: 'applying' | 'unknown') =>
    cardOf({ ...request, state }, 'SEV1', [], true).next
  expect(next('applying')).toBe(
    'It is being applied. Look again with get_request in a minute; by then any call that names this request or its incident settles what was left open.',
  )
  expect(next('unknown')).toBe(
    'Never repeat the change. Call the tool with this request id alone: Baton reads the target back at once. Later any call that names this request or its incident does so first.',
  )
})

test('urgent requests live shorter', () => {
  expect(
    (['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const).map(
      (severity) => requestLifetimeMs(severity) / 60_000,
    ),
  ).toEqual([15, 15, 60, 60])
})
