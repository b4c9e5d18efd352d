import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { type Entry, type EntryDraft, server } from '../../src/domain/entry.ts'
import type { Fact } from '../../src/domain/fact.ts'
import { type Journal, createJournal } from '../../src/guard/journal.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })

let written: EntryDraft[]
let journal: Journal
let failure: Error | null

beforeEach(() => {
  vi.useFakeTimers()
  written = []
  failure = null
  journal = createJournal(
    {
      append(drafts) {
        if (failure) return Promise.reject(failure)
        written.push(...drafts)
        return Promise.resolve(drafts as unknown as readonly Entry[])
      },
      entries: () => [],
      checkpoint: () => null,
      verifierKey: () => '',
      close: () => undefined,
    },
    redactor,
  )
})

afterEach(() => {
  vi.useRealTimers()
})

const gap = (calls: number): Fact => ({
  kind: 'record.gap',
  body: { calls, from: '2026-11-23T07:00:00.000Z', to: '2026-11-23T07:01:00.000Z' },
})
const order = (): readonly unknown[] => written.map(({ body }) => body['calls'])

test('G6: what waits is handed to the record before what comes next, in the same turn', async () => {
  const first = journal.appendWithNext(server, null, gap(1))
  const second = journal.appendWithNext(server, null, gap(2))
  expect(order()).toEqual([])
  const third = journal.append(server, null, gap(3))
  expect(order()).toEqual([1, 2, 3])
  await Promise.all([first, second, third])
})

test('G6: what nothing follows is written alone in 25 ms', async () => {
  const alone = journal.appendWithNext(server, null, gap(1))
  vi.advanceTimersByTime(24)
  expect(order()).toEqual([])
  vi.advanceTimersByTime(1)
  expect(order()).toEqual([1])
  await alone
  void journal.append(server, null, gap(2))
  vi.advanceTimersByTime(100)
  expect(order()).toEqual([1, 2])
})

test('G6: a failure reaches each of those that waited', async () => {
  failure = new Error('no space')
  const waiting = journal.appendWithNext(server, null, gap(1))
  const next = journal.append(server, null, gap(2))
  await expect(waiting).rejects.toBe(failure)
  await expect(next).rejects.toBe(failure)
})
