import { expect, test } from 'vitest'

import { glassRows, requestRows } from '../../../src/guard/outward/card-rows.ts'

const at = '2026-11-23T07:00:00.000Z'

const card = {
  request: 'REQ-1NG7S3G2397R',
  state: 'proposed',
  incident: 'INC-1',
  severity: 'SEV1',
  system: 'feature-flags',
  target: 'new-token-validator',
  environment: 'production',
  production: true,
  region: 'eu-west-1',
  from: 'on',
  to: { variation: 1 },
  audience: null,
  reason: { from: 'the requester', text: 'logins\nfail' },
  requester: 'nhaddad',
  requesterKnown: false,
  inverseOf: 'REQ-1NG7S3G0000A',
  level: 'L0',
  proposedAt: at,
  expiresAt: 'not a time',
  digest: '8197c150',
  deciders: [],
  breakGlass: { by: 'noor', until: at },
  decision: null,
}

const text = (rows: readonly { readonly name: string; readonly value: string }[]): string =>
  rows.map(({ name, value }) => `${name}: ${value}`).join('\n')

test('the rows of a request that needs a second look', () => {
  expect(text(requestRows(card))).toMatchInlineSnapshot(`
    "Request: REQ-1NG7S3G2397R, proposed
    Incident: INC-1, SEV1
    Target: new-token-validator in feature-flags
    Where: production (PRODUCTION), eu-west-1
    Change: on -> {"variation":1}
    Undo: {"variation":1} -> on by a request of its own; this one undoes REQ-1NG7S3G0000A
    Asked by: nhaddad at 2026-11-23T07:00Z, NOT in the trust folder: make sure that it is not you
    Reason given: "logins fail"
    Guarantee: L0: the agent works on the same machine as you; Baton shows a breach afterwards but cannot prevent it
    Break-glass: broken by noor, it lasts until 2026-11-23T07:00Z
    Digest: 8197c150... compare it with what you see elsewhere
    Decide until: an unknown time
    Can decide: nobody whom the trust folder names"
  `)
})

test('the rows of one that was decided', () => {
  const decision = {
    decision: 'granted',
    approver: 'ann',
    at,
    simulated: true,
    reason: { text: 'ok' },
  }
  const rows = text(requestRows({ ...card, state: 'granted', decision }))
  expect(rows).toContain(
    'Decision: granted by ann (SIMULATED) at 2026-11-23T07:00Z\nIts reason: "ok"',
  )
  expect(rows).not.toContain('Can decide')
})

test('the rows of a break-glass', () => {
  const glass = {
    incident: 'INC-1',
    severity: 'SEV1',
    by: 'noor',
    at,
    until: at,
    reason: { text: 'the freeze hinders the rollback' },
    done: ['REQ-1NG7S3G2397R'],
    answerUntil: at,
  }
  expect(text(glassRows(glass))).toMatchInlineSnapshot(`
    "Incident: INC-1, SEV1
    Broken by: noor at 2026-11-23T07:00Z, it lasts until 2026-11-23T07:00Z
    Reason given: "the freeze hinders the rollback"
    Done under it: REQ-1NG7S3G2397R
    Answer until: 2026-11-23T07:00Z"
  `)
  expect(text(glassRows({ ...glass, done: [] }))).toContain('Done under it: nothing yet')
})
