import { expect, test } from 'vitest'

import type { Entry } from '../../../src/domain/entry.ts'
import {
  answerDue,
  doneUnder,
  foldGlass,
  isAnswerOverdue,
  isWithin,
  openBreaking,
} from '../../../src/domain/incident/glass.ts'
import type { JsonObject } from '../../../src/domain/json.ts'
import type { ChangeRequest } from '../../../src/domain/request.ts'
import { toIso } from '../../../src/domain/time.ts'

const startMs = Date.UTC(2026, 10, 23, 7)
const minuteMs = 60_000
const at = (minute: number): string => toIso(startMs + minute * minuteMs)

function entry(seq: number, kind: Entry['kind'], by: string, more: JsonObject | null): Entry {
  const signed = { by, reason: 'r', key: 'k', statement: 's', signature: 'x', simulated: false }
  const actor = { id: by, kind: 'human' } as const
  const body = more && { ...signed, ...more }
  return { seq, id: `e${seq}`, incident: 'INC-1', kind, at: at(seq), actor, body }
}

const broken = entry(1, 'glass.broken', 'noor', { until: at(31) })
const answer = (seq: number, kind: 'glass.countersigned' | 'glass.objected', by: string) =>
  entry(seq, kind, by, { breaking: 1, done: 'd', requests: [], late: false })
const agrees = (seq: number, by: string) => answer(seq, 'glass.countersigned', by)
const objects = (seq: number, by: string) => answer(seq, 'glass.objected', by)

test.each<[string, readonly Entry[], number | null, number | null]>([
  ['nobody answers', [], null, null],
  ['one countersigns', [agrees(2, 'lee')], null, 2],
  ['one objects', [objects(2, 'lee')], 2, null],
  ['one objects and is satisfied later', [objects(2, 'lee'), agrees(3, 'lee')], 2, 3],
  ['another signs over an objection', [objects(2, 'lee'), agrees(3, 'sam')], 2, null],
  ['then the objector signs too', [objects(2, 'lee'), agrees(3, 'sam'), agrees(4, 'lee')], 2, 4],
  ['one objects to what is countersigned', [agrees(2, 'lee'), objects(3, 'sam')], null, 2],
])('glass that was broken, and %s', (_, answers, objection, countersign) => {
  const [breaking] = foldGlass([broken, ...answers])
  expect(breaking?.objection?.seq ?? null).toBe(objection)
  expect(breaking?.countersign?.seq ?? null).toBe(countersign)
  expect(openBreaking(foldGlass([broken, ...answers]))?.seq).toBe(countersign ? undefined : 1)
})

test('an answer whose body is gone closes nothing', () => {
  const gone = entry(2, 'glass.countersigned', 'lee', null)
  expect(openBreaking(foldGlass([broken, gone]))?.seq).toBe(1)
})

test('a breaking whose body is gone stays open, names who broke and never lasts', () => {
  const [breaking] = foldGlass([entry(1, 'glass.broken', 'noor', null)])
  expect(breaking).toMatchObject({ by: 'noor', countersign: null })
  expect(isWithin(breaking!, at(1))).toBe(false)
})

test.each([
  [at(0), false],
  [at(1), true],
  [at(30), true],
  [at(31), false],
  ['no instant', false],
])('at %s it lasts: %s', (instant, lasts) => {
  expect(isWithin(foldGlass([broken])[0]!, instant)).toBe(lasts)
})

test('what counts is when the writing began', () => {
  const request = (minute: number | null) =>
    ({ id: `${minute}`, intent: minute === null ? null : { at: at(minute) } }) as ChangeRequest
  const done = doneUnder([0, 1, 30, 31, null].map(request), foldGlass([broken])[0]!)
  expect(done.map(({ id }) => id)).toEqual(['1', '30'])
})

test('an answer is due a day after the breaking, and any answer ends the waiting', () => {
  const dueMs = startMs + minuteMs + 24 * 60 * minuteMs
  const [open] = foldGlass([broken])
  expect(answerDue(open!)).toBe(toIso(dueMs))
  expect([dueMs, dueMs + 1].map((ms) => isAnswerOverdue(open!, ms))).toEqual([false, true])
  const [objected] = foldGlass([broken, objects(2, 'lee')])
  expect(isAnswerOverdue(objected!, dueMs + 1)).toBe(false)
})
