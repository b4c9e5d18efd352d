import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join as path } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { MessageChannel, Worker } from 'node:worker_threads'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { openSqliteEvidence } from '../../src/adapters/sqlite/evidence.ts'
import { judge } from '../../src/cli/verify/judge.ts'
import { readerFor, type Task } from '../../src/cli/verify/threads.ts'
import type { EvidenceEntry } from '../../src/ports/entry-storage.ts'
import { findCheckpoints } from '../../src/record/checkpoint.ts'
import { bodyDigest, leafHash } from '../../src/record/leaf.ts'
import { join } from '../../src/record/stretches.ts'
import { type Stretch, walk, walkStretch } from '../../src/record/walk.ts'
import { draft, newHome, openAt } from './support/home.ts'

const salt = Buffer.alloc(16, 7)
const digit = (seq: number) => String(seq).padStart(6, '0')

function entry(seq: number): EvidenceEntry {
  const header = {
    seq,
    id: digit(seq),
    incident: null,
    kind: 'note.recorded',
    at: `2026-11-23T07:00:00.${String(Math.floor(seq / 3)).padStart(3, '0')}Z`,
    actor: 'maria',
    actorKind: 'agent',
    once: null,
    digest: bodyDigest(salt, `{"n":${seq}}`),
  }
  return { ...header, leaf: leafHash(header), sealed: Buffer.concat([salt, body(seq)]) }
}

const body = (seq: number) => Buffer.from(`{"n":${seq}}`)

const edits: readonly ((one: EvidenceEntry) => EvidenceEntry)[] = [
  (one) => one,
  (one) => ({ ...one, at: '2026-11-23T07:00:00.999Z' }),
  (one) => ({ ...one, at: '2026-11-23T06:00:00.000Z' }),
  (one) => ({ ...one, at: 'never' }),
  (one) => ({ ...one, id: '000000' }),
  (one) => ({ ...one, id: '999999' }),
  (one) => ({ ...one, sealed: null }),
  (one) => ({ ...one, sealed: Buffer.from('something else than was said') }),
  (one) => ({ ...one, leaf: '00'.repeat(32) }),
  (one) => ({ ...one, seq: one.seq + 1 }),
]

test('stretches that were read apart join to what one pass knows, or to nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 70 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(edits.length - 1)), { maxLength: 4 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { maxLength: 4 }),
      fc.constantFrom(1, 2, 4, 8, 16, 64),
      (size, changes, wanted, width) => {
        const entries = Array.from({ length: size }, (_, n) => entry(n + 1))
        for (const [at, which] of size === 0 ? [] : changes) {
          entries[at % size] = edits[which]!(entries[at % size]!)
        }
        const sizes = new Set([...wanted, size])
        const whole = walk(entries, sizes)
        const stretches = Array.from({ length: Math.ceil(size / width) }, (_, n) =>
          walkStretch(entries.slice(n * width, (n + 1) * width), n * width, sizes),
        )
        const joined = join(stretches, width)
        if (!joined) {
          expect(whole.faults.map(({ step }) => step)).toContain('sequence')
          return
        }
        expect(joined).toMatchObject({ size, frontier: whole.frontier, roots: whole.roots })
        const faults = (list: typeof whole.faults) =>
          list.toSorted((a, b) => a.step.localeCompare(b.step))
        expect(faults(joined.faults)).toEqual(faults(whole.faults))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('a stretch that is missing, cut or out of its place joins to nothing', () => {
  const read = (from: number, to: number) =>
    walkStretch(
      Array.from({ length: to - from }, (_, n) => entry(from + n + 1)),
      from,
      new Set(),
    )
  const [one, two, three] = [read(0, 4), read(4, 8), read(8, 10)]
  expect(join([one, two, three], 4)?.size).toBe(10)
  expect(join([one, three], 4)).toBeUndefined()
  expect(join([two, three], 4)).toBeUndefined()
  expect(join([one, read(4, 7), three], 4)).toBeUndefined()
})

test('G6 several threads come to the verdict of a single pass, on a whole record and on edited ones', async () => {
  const home = newHome()
  const record = openAt(home)
  const size = 20_000
  await record.append(Array.from({ length: 9_000 }, (_, n) => draft(`${n}`)))
  const early = findCheckpoints(record.checkpoint()!)
  await record.append(Array.from({ length: size - 9_000 }, (_, n) => draft(`${n}`)))
  const outside = [...early, ...findCheckpoints(record.checkpoint()!)]
  record.close()
  const verdicts = (at: string) =>
    [0, Infinity].map((fewest) =>
      judge({ home: at, trust: null, outside }, (_, decide) => decide(readerFor(at, fewest))),
    )
  expect(verdicts(home)[0]).toMatchObject({ outcome: 'sound', entries: size })
  for (const attack of [
    "UPDATE entry SET body = replace(body, '1', '2') WHERE seq = 8192",
    "UPDATE entry SET at = '2026-11-23T06:00:00.000Z' WHERE seq = 8193",
    "UPDATE entry SET actor = 'mallory' WHERE seq = 16385",
    'DELETE FROM entry WHERE seq = 12000',
    'UPDATE entry SET seq = -5 WHERE seq = 1',
    `UPDATE entry SET seq = ${size + 5} WHERE seq = ${size}`,
  ]) {
    const copy = newHome()
    cpSync(home, copy, { recursive: true })
    const db = new DatabaseSync(path(copy, 'record.db'))
    db.exec(attack)
    db.close()
    const [threads, single] = verdicts(copy)
    expect(threads).toEqual(single)
    expect(single?.outcome).toBe('broken')
  }
})

test('a thread that draws all stretches reads the whole record', async () => {
  const home = newHome()
  const record = openAt(home)
  await record.append(Array.from({ length: 10_000 }, (_, n) => draft(`${n}`)))
  const { port1, port2 } = new MessageChannel()
  const counters = new Int32Array(new SharedArrayBuffer(12))
  const wanted = new Set([9_000, 10_000])
  const workerData: Task = { home, wanted, count: 2, counters, number: 0, port: port2 }
  const file = new URL('../../src/cli/verify/thread.ts', import.meta.url)
  const worker = new Worker(file, { workerData, transferList: [port2], execArgv: [] })
  const ended = once(worker, 'exit')
  const [read] = (await once(port1, 'message')) as [readonly Stretch[]]
  await ended
  const evidence = openSqliteEvidence(home)!
  expect(join(read)).toEqual(walk(evidence.entries(), wanted))
  evidence.close()
  expect([...counters]).toEqual([3, 1, 1])
})
