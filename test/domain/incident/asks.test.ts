import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Entry } from '../../../src/domain/entry.ts'
import { askMoves } from '../../../src/domain/facts/ask.ts'
import { type Ask, doerOf, foldAsks, isLate, isOpen } from '../../../src/domain/incident/asks.ts'
import { at, asked, startMs } from '../../documents/case.ts'

const minuteMs = 60_000
const ids = fc.constantFrom('ASK-1', 'ASK-2', 'ASK-3')
const people = fc.constantFrom('noah', 'ines', 'sam')

const facts = fc.oneof(
  fc.record({ ask: ids, owner: people }).map((more) => ({
    kind: 'ask.assigned' as const,
    body: { ...asked, ...more },
  })),
  fc
    .record({ ask: ids, to: fc.constantFrom(...askMoves), owner: people })
    .map((more) => ({ kind: 'ask.moved' as const, body: { ...more, due: null, reason: 'so' } })),
)

function entriesOf(all: readonly { kind: Entry['kind']; body: object }[]): readonly Entry[] {
  return all.map(({ kind, body }, index) => ({
    seq: index + 1,
    id: `e${index + 1}`,
    incident: 'INC-7Q3F',
    at: at(index),
    actor: { id: 'maria', kind: 'agent' },
    kind,
    body: body as never,
  }))
}

test('an ask is verified only after it was done, and nothing follows its end', () => {
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 40 }), (all) => {
      for (const { moves, state } of foldAsks(entriesOf(all), null)) {
        const steps = moves.map(({ to }) => to)
        const ended = steps.findIndex((to) => to === 'verified' || to === 'dropped')
        if (ended >= 0) expect(ended).toBe(steps.length - 1)
        if (state === 'verified') expect(steps.at(-2)).toBe('done')
        const last = steps.at(-1) ?? 'reassigned'
        expect(state).toBe(last === 'reassigned' ? 'assigned' : last)
      }
    }),
  )
})

test('an ask belongs to whoever it was given to last', () => {
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 40 }), (all) => {
      const entries = entriesOf(all)
      for (const ask of foldAsks(entries, null)) {
        const given = ask.moves.findLast(({ to }) => to === 'reassigned')
        const first = entries.find(
          ({ kind, body }) => kind === 'ask.assigned' && body?.['ask'] === ask.id,
        )
        expect(ask.owner).toBe(given?.owner ?? first?.body?.['owner'])
        expect(ask.seq).toBe(given?.seq ?? first?.seq)
      }
    }),
  )
})

test('late is what nobody said is done; a purged assignment is no ask', () => {
  const one = (state: Ask['state']) => ({ state, due: at(0) })
  const late = (state: Ask['state']): boolean => isLate(one(state), startMs + minuteMs)
  expect([late('assigned'), late('accepted'), late('done'), late('verified')]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(isLate(one('assigned'), startMs)).toBe(false)
  expect([isOpen(one('done')), isOpen(one('verified')), isOpen(one('dropped'))]).toEqual([
    true,
    false,
    false,
  ])
  const [entry] = entriesOf([{ kind: 'ask.assigned', body: asked }])
  expect(foldAsks([{ ...entry!, body: null }], null)).toEqual([])
})

test('who did it is known once it is done', () => {
  const done = { ask: 'ASK-1', to: 'done', owner: 'sam', due: null, reason: null }
  const entries = entriesOf([
    { kind: 'ask.assigned', body: asked },
    { kind: 'ask.moved', body: done },
  ])
  expect(foldAsks(entries, null).map(doerOf)).toEqual(['sam'])
  expect(foldAsks(entries.slice(0, 1), null).map(doerOf)).toEqual([null])
})
