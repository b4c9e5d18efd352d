import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Entry } from '../../src/domain/entry.ts'
import type { JsonObject } from '../../src/domain/json.ts'
import { type RequestState, foldRequests, partRequests } from '../../src/domain/request.ts'
import { toIso } from '../../src/domain/time.ts'

const startMs = Date.UTC(2026, 10, 23, 7)
const expiresAt = toIso(startMs + 900_000)

const bodies = {
  proposed: { expiresAt },
  granted: { decision: 'granted' },
  denied: { decision: 'denied' },
  withdrawn: {},
  applying: {},
  applied: { version: '8' },
  failed: { reason: 'refused' },
  unknown: { reason: 'lost' },
} as const
type Step = keyof typeof bodies

function entriesOf(
  steps: readonly Step[],
  incident = 'INC-1',
  proposal: JsonObject = {},
): readonly Entry[] {
  return steps.map((step, place) => ({
    seq: place + 1,
    id: `e${place}`,
    incident,
    kind: step === 'granted' || step === 'denied' ? 'change.decided' : `change.${step}`,
    at: toIso(startMs + place * 1_000),
    actor: { id: 'x', kind: 'server' },
    body: { request: 'REQ-1', ...bodies[step], ...(step === 'proposed' ? proposal : {}) },
  }))
}

const stateOf = (steps: readonly Step[], nowMs = startMs) =>
  foldRequests(entriesOf(steps), nowMs)[0]?.state

const table: readonly (readonly [readonly Step[], RequestState])[] = [
  [['proposed'], 'proposed'],
  [['proposed', 'granted'], 'granted'],
  [['proposed', 'denied'], 'denied'],
  [['proposed', 'withdrawn'], 'withdrawn'],
  [['proposed', 'granted', 'withdrawn'], 'withdrawn'],
  [['proposed', 'granted', 'applying'], 'applying'],
  [['proposed', 'granted', 'applying', 'applied'], 'applied'],
  [['proposed', 'granted', 'applying', 'failed'], 'failed'],
  [['proposed', 'granted', 'applying', 'unknown'], 'unknown'],
  [['proposed', 'granted', 'applying', 'unknown', 'applied'], 'applied'],
  [['proposed', 'granted', 'applying', 'unknown', 'failed'], 'failed'],
  [['proposed', 'granted', 'applying', 'failed', 'applied'], 'applied'],
  [['proposed', 'denied', 'granted'], 'denied'],
  [['proposed', 'granted', 'denied'], 'granted'],
  [['proposed', 'withdrawn', 'granted'], 'withdrawn'],
  [['proposed', 'applying'], 'proposed'],
  [['proposed', 'denied', 'applying', 'applied'], 'denied'],
  [['proposed', 'withdrawn', 'applying'], 'withdrawn'],
  [['proposed', 'granted', 'applied'], 'granted'],
  [['proposed', 'granted', 'applying', 'withdrawn'], 'applying'],
  [['proposed', 'granted', 'applying', 'applied', 'failed'], 'applied'],
  [['proposed', 'granted', 'applying', 'applied', 'proposed'], 'applied'],
]

test.each(table)('%j is %s', (steps, state) => {
  expect(stateOf(steps)).toBe(state)
})

test('facts about a request of another incident change nothing', () => {
  const entries = [...entriesOf(['proposed']), ...entriesOf(['granted'], 'INC-2')]
  expect(foldRequests(entries, startMs)[0]?.state).toBe('proposed')
})

test('a request and a grant expire at their exact moment', () => {
  expect(stateOf(['proposed'], startMs + 899_999)).toBe('proposed')
  expect(stateOf(['proposed'], startMs + 900_000)).toBe('expired')
  expect(stateOf(['proposed', 'granted'], startMs + 1_000 + 599_999)).toBe('granted')
  expect(stateOf(['proposed', 'granted'], startMs + 1_000 + 600_000)).toBe('expired')
  expect(stateOf(['proposed', 'granted', 'applying'], startMs + 9_000_000)).toBe('applying')
})

const audiences = ['customers', 'INTERNAL', undefined, 'internal', 'executive']

test('whatever is appended, nothing but words among colleagues is applied that was not granted first', () => {
  const step = fc.constantFrom(...(Object.keys(bodies) as Step[]))
  const system = fc.constantFrom('feature-flags', 'messages', 'Messages')
  const audience = fc.constantFrom(...audiences)
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), system, audience, (steps, of, to) => {
      const entries = entriesOf(steps, 'INC-1', { system: of, to: { audience: to } })
      const request = foldRequests(entries, startMs)[0]
      const free = of === 'messages' && (to === 'internal' || to === 'executive')
      const ended = request && ['applying', 'applied', 'failed', 'unknown'].includes(request.state)
      const granted = request?.decision?.decision === 'granted'
      expect(!ended || granted || (free && request.decision === null)).toBe(true)
      expect(!ended || request.intent !== null).toBe(true)
    }),
  )
})

test('words among colleagues need no grant, yet a decision about them counts', () => {
  const free = { system: 'messages', to: { audience: 'internal' } }
  const of = (...steps: Step[]) => foldRequests(entriesOf(steps, 'INC-1', free), startMs)[0]?.state
  expect(of('proposed', 'applying', 'applied')).toBe('applied')
  expect(of('proposed', 'denied', 'applying')).toBe('denied')
  expect(of('proposed', 'withdrawn', 'applying')).toBe('withdrawn')
  expect(of('proposed', 'granted', 'applying')).toBe('applying')
  expect(of('proposed', 'applied')).toBe('proposed')
})

test('publications are parted from changes by their system alone', () => {
  const all = [
    ...foldRequests(entriesOf(['proposed'], 'INC-1', { system: 'messages' }), startMs),
    ...foldRequests(entriesOf(['proposed'], 'INC-2', { system: 'feature-flags' }), startMs),
  ]
  const { requests, publications } = partRequests(all)
  expect(requests.map(({ incident }) => incident)).toEqual(['INC-2'])
  expect(publications.map(({ incident }) => incident)).toEqual(['INC-1'])
})
