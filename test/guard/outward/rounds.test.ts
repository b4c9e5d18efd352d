import { expect, test } from 'vitest'

import type { Fact } from '../../../src/domain/fact.ts'
import { type Delivery, type Lane, pauseMs } from '../../../src/guard/outward/delivery.ts'
import { createRounds } from '../../../src/guard/outward/rounds.ts'
import { memoryRecord } from '../../support-approvals/rig.ts'

const told = (about: number): Fact => ({ kind: 'ticket.failed', body: { about } })

/** A journal in memory and deliveries that note what they did. */
function stage() {
  const { record, entries, state } = memoryRecord(() => 0)
  const done: string[] = []
  const append = async (actor: never, incident: string | null, fact: Fact, once?: string) => {
    const draft = { kind: fact.kind, incident, actor, body: fact.body as never }
    const [entry] = await record.append([{ ...draft, ...(once === undefined ? {} : { once }) }])
    return entry!
  }
  const journal = { append: append as never, appendWithNext: append as never }
  const delivery = (name: string, more: Partial<Delivery> = {}): Delivery => ({
    incident: 'INC-1',
    deadlineMs: 1_000,
    send: () => Promise.resolve(void done.push(name)),
    failed: () => ({ fact: told(0) }),
    ...more,
  })
  const rounds = (...lanes: readonly (readonly Lane[])[]) => {
    const left = [...lanes]
    return createRounds({ journal, sources: [{ due: () => left.shift() ?? [] }] })
  }
  return { rounds, delivery, done, entries, state }
}

const down = () => Promise.reject(new Error('down'))

test('an intent comes before the sending, an outcome after it', async () => {
  const { rounds, delivery, done, entries } = stage()
  const seen: number[] = []
  const one = delivery('a', {
    intent: { fact: told(1), once: 'k' },
    send: () => {
      seen.push(entries.length)
      done.push('a')
      return Promise.resolve({ fact: told(2) })
    },
  })
  await rounds([[one]]).round()
  expect(seen).toEqual([1])
  expect(entries.map(({ body }) => body?.['about'])).toEqual([1, 2])
})

test('whose key is taken is not sent, and the lane goes on', async () => {
  const { rounds, delivery, done } = stage()
  const intent = { fact: told(1), once: 'k' }
  const lane = [delivery('a', { intent }), delivery('b', { intent }), delivery('c')]
  await rounds([lane]).round()
  expect(done).toEqual(['a', 'c'])
})

test('after one that fails the rest of its lane waits, other lanes do not', async () => {
  const { rounds, delivery, done, entries } = stage()
  const lane = [delivery('a'), delivery('b', { send: down }), delivery('c')]
  await rounds([lane, [delivery('d')]]).round()
  expect(done.toSorted()).toEqual(['a', 'd'])
  expect(entries).toHaveLength(1)
})

test('a record that is down sends nothing that needs an intent, and fails nobody', async () => {
  const { rounds, delivery, done, state } = stage()
  state.down = true
  await rounds([[delivery('a', { intent: { fact: told(1) } })]]).round()
  expect(done).toEqual([])
})

test('what never answers is left at its deadline', async () => {
  const { rounds, delivery, entries } = stage()
  const never = () => new Promise<never>(() => undefined)
  await rounds([[delivery('a', { send: never, deadlineMs: 5 })]]).round()
  expect(entries).toHaveLength(1)
})

test('a start during a round is a round after it', async () => {
  const { rounds, delivery, done } = stage()
  const gate = Promise.withResolvers<undefined>()
  const two = rounds([[delivery('a', { send: () => gate.promise })]], [[delivery('b')]])
  two.start()
  two.start()
  two.start()
  expect(done).toEqual([])
  gate.resolve(undefined)
  await two.idle()
  expect(done).toEqual(['b'])
})

test('what is due and cannot be worked out is thrown at a start, and costs a round nothing', async () => {
  const { record } = memoryRecord(() => 0)
  const journal = { append: record.append as never, appendWithNext: record.append as never }
  const broken = {
    due: () => {
      throw new Error('unreadable')
    },
  }
  const rounds = createRounds({ journal, sources: [broken] })
  expect(() => rounds.start()).toThrow('unreadable')
  await expect(rounds.round()).resolves.toBeUndefined()
})

test('the pauses grow to a quarter of an hour', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 20].map((failures) => pauseMs(failures) / 1_000)).toEqual([
    0, 0, 30, 60, 120, 240, 480, 900, 900,
  ])
})
