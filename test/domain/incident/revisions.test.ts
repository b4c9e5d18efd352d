import fc from 'fast-check'
import { expect, test } from 'vitest'

import { defaultCadence } from '../../../src/domain/cadence.ts'
import type { Entry } from '../../../src/domain/entry.ts'
import { foldIncident, type Incident } from '../../../src/domain/incident.ts'
import { changesOf, grantingService } from '../../../src/domain/incident/revisions.ts'
import { isAbove, severities } from '../../../src/domain/severity.ts'
import { at, incidentOf, opened, startMs } from '../../documents/case.ts'

const names = fc.uniqueArray(fc.constantFrom('auth', 'billing', 'search'), { minLength: 1 })
const words = fc.string({ maxLength: 12 })

/** What a fact may set, and what none may. */
const sets = fc.record(
  {
    severity: fc.constantFrom(...severities),
    impactWords: words,
    services: names,
    regions: names,
    segments: names,
    workaround: fc.option(words),
    eta: fc.option(fc.record({ at: fc.constant(at(90)), owner: words })),
    commander: words,
    support: words,
    id: words,
    state: words,
    closing: fc.constant(null),
  },
  { requiredKeys: [] },
)

function folded(all: readonly object[]): Incident {
  const base = { incident: 'INC-7Q3F', actor: { id: 'maria', kind: 'agent' as const } }
  const entries: readonly Entry[] = [
    { ...base, seq: 1, id: 'e1', at: at(0), kind: 'incident.opened', body: opened },
    ...all.map((set, index): Entry => ({
      ...base,
      seq: index + 2,
      id: `e${index + 2}`,
      at: at(index + 1),
      kind: 'incident.updated',
      body: { set, reason: 'because' } as never,
    })),
  ]
  return foldIncident('INC-7Q3F', entries, startMs, defaultCadence)!
}

test('G2: no correction lowers a severity or gives a role, an id or a state', () => {
  fc.assert(
    fc.property(fc.array(sets, { maxLength: 12 }), (all) => {
      const incident = folded(all)
      const { id, state, support, commander, closing } = incident
      expect({ id, state, support, commander, closing }).toEqual({
        id: 'INC-7Q3F',
        state: 'open',
        support: opened.support,
        commander: opened.commander,
        closing: null,
      })
      const said = all.flatMap(({ severity }) => severity ?? [])
      const highest = [opened.severity, ...said].toSorted((a, b) => (isAbove(a, b) ? -1 : 1))[0]
      expect(incident.severity).toBe(highest)
    }),
  )
})

test('the history is a chain: each revision starts where the one before it ended', () => {
  fc.assert(
    fc.property(fc.array(sets, { maxLength: 12 }), (all) => {
      const { revisions, ...last } = folded(all)
      const present: Record<string, unknown> = { ...folded([]) }
      for (const { from, to } of revisions) {
        expect(Object.keys(to).length).toBeGreaterThan(0)
        expect(Object.keys(from).toSorted()).toEqual(Object.keys(to).toSorted())
        expect(present).toMatchObject(from)
        Object.assign(present, to)
      }
      expect(last).toMatchObject(
        Object.fromEntries(
          Object.keys(revisions.at(-1)?.to ?? {}).map((key) => [key, present[key]]),
        ),
      )
    }),
  )
})

test('what is said otherwise but means the same changes nothing', () => {
  const present = { ...folded([]), services: ['auth', 'billing'] }
  expect(changesOf(present, { services: ['billing', 'auth'] }, false)).toEqual({})
  expect(changesOf(present, { severity: 'SEV3' }, false)).toEqual({})
  expect(changesOf(present, { severity: 'SEV3' }, true)).toEqual({ severity: 'SEV3' })
})

test('owners of a service decide only where it was the one service from the start', () => {
  expect(grantingService(folded([]))).toBe('auth')
  expect(grantingService(folded([{ services: ['billing'] }]))).toBeNull()
  expect(grantingService(folded([{ services: ['billing'] }, { services: ['auth'] }]))).toBeNull()
  expect(grantingService({ services: [], revisions: [] })).toBeNull()
})

test('after the closing nothing is corrected and nothing new is asked; asks still move on', () => {
  const body = {
    resolution: 'repaired',
    suspect: 'one key',
    next: 'two keys',
    mttrMinutes: null,
    policyMinutes: 60,
    followUps: [],
  }
  const ask = {
    text: 'x y',
    owner: 'noah',
    role: 'fix',
    due: at(300),
    region: 'eu-west-1',
  } as const
  const incident = incidentOf([
    { kind: 'incident.opened', minute: 1, body: opened },
    { kind: 'ask.assigned', minute: 2, body: { ...ask, ask: 'ASK-1' } },
    { kind: 'incident.closed', minute: 3, body },
    { kind: 'incident.closed', minute: 4, body: { ...body, resolution: 'again' } },
    { kind: 'incident.updated', minute: 4, body: { set: { severity: 'SEV1' }, reason: 'late' } },
    { kind: 'ask.assigned', minute: 4, body: { ...ask, ask: 'ASK-2' } },
    {
      kind: 'ask.moved',
      minute: 5,
      body: { ask: 'ASK-1', to: 'done', owner: 'noah', due: null, reason: null },
    },
  ])
  expect(incident).toMatchObject({
    state: 'closed',
    severity: 'SEV2',
    closing: { resolution: 'repaired', at: at(3) },
    asks: [{ id: 'ASK-1', state: 'done' }],
  })
  expect(incident.asks).toHaveLength(1)
})
