import { expect, test } from 'vitest'

import { type ChangeEvent, unknownChange } from '../../src/domain/change-event.ts'
import { cameToServe, mayServe, samePlace, servingSince } from '../../src/domain/running.ts'

const change = (more: Partial<ChangeEvent>): ChangeEvent => ({
  ...unknownChange,
  id: '1',
  source: 'x',
  kind: 'deployment',
  startedAtMs: 1,
  ...more,
})

test.each([
  [null, true, true],
  ['success', true, true],
  ['succeeded', true, true],
  ['partially succeeded', true, true],
  ['unknown', true, true],
  ['inactive', true, false],
  ['failure', false, false],
  ['error', false, false],
  ['canceled', false, false],
  ['rejected', false, false],
  ['in_progress', false, false],
  ['pending approval', false, false],
  ['queued', false, false],
  ['rolled back', false, false],
] as const)(
  'a deployment in state %s came to serve: %s, may serve still: %s',
  (state, came, may) => {
    expect([cameToServe(change({ state })), mayServe(change({ state }))]).toEqual([came, may])
  },
)

test('only deployments serve, since they finished; a place that is not named may be any', () => {
  expect(cameToServe(change({ kind: 'release' }))).toBe(false)
  expect(servingSince(change({ finishedAtMs: 5 }))).toBe(5)
  expect(servingSince(change({}))).toBe(1)
  const auth = change({ service: 'auth', environment: 'production' })
  expect(samePlace(auth, change({ service: 'auth' }))).toBe(true)
  expect(samePlace(auth, change({ service: 'billing' }))).toBe(false)
  expect(samePlace(auth, change({ service: 'auth', environment: 'staging' }))).toBe(false)
})
