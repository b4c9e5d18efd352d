import { copyFileSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, test } from 'vitest'

import type { HandoffError } from '../../src/domain/error.ts'
import type { IncidentRecord } from '../../src/ports/record.ts'
import { checkSignature, parseCheckpoint, parseVerifierKey } from '../../src/record/checkpoint.ts'
import { draft, newHome, openAt, start } from '../record/support/home.ts'

const adapters: readonly (readonly [string, typeof openAt])[] = [['sqlite', openAt]]

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: HandoffError) => ({ code: error.code, message: error.message, rule: error.rule }),
  )
const seqs = (record: IncidentRecord) => record.entries({}).map(({ seq }) => seq)

describe.each(adapters)('the record on %s', (_, open) => {
  test('is empty and makes nothing until something is appended', () => {
    const home = newHome()
    const record = open(home)
    expect(record.entries({})).toEqual([])
    expect(record.checkpoint()).toBeNull()
    expect(existsSync(home)).toBe(false)
  })

  test('gives back what was appended, numbered, dated and under an id', async () => {
    const record = open(newHome())
    const body = { text: 'é \ud800 \0 «', n: -0, missing: undefined, list: [1, null] } as never
    const [entry] = await record.append([draft('', { incident: null, body })])
    expect(entry).toEqual({
      seq: 1,
      id: entry!.id,
      incident: null,
      kind: 'note.recorded',
      at: '2026-11-23T07:00:00.000Z',
      actor: { id: 'maria', kind: 'agent' },
      body: { text: 'é \ud800 \0 «', n: 0, list: [1, null] },
    })
    expect(record.entries({})).toEqual([entry])
  })

  test('appending nothing leaves no trace', async () => {
    const record = open(newHome())
    expect(await record.append([])).toEqual([])
    expect(record.checkpoint()).toBeNull()
  })

  test('filters by incident, kind and number', async () => {
    const record = open(newHome())
    await record.append([
      draft('a'),
      draft('b', { incident: 'INC-2' }),
      draft('c', { kind: 'finding.recorded' }),
      draft('d', { kind: 'call.asked' }),
    ])
    const found = (filter: Parameters<typeof record.entries>[0]) =>
      record.entries(filter).map(({ seq }) => seq)
    expect(found({ incident: 'INC-1' })).toEqual([1, 3, 4])
    expect(found({ kinds: ['finding.recorded', 'call.asked'] })).toEqual([3, 4])
    expect(found({ kinds: [] })).toEqual([])
    expect(
      found({ incident: 'INC-1', kinds: ['note.recorded', 'call.asked'], afterSeq: 1 }),
    ).toEqual([4])
    expect(found({ incident: "INC-1' OR 1=1 --" })).toEqual([])
  })

  test('two instances see each other and number one sequence', async () => {
    const home = newHome()
    const [one, two] = [open(home), open(home)]
    await Promise.all(
      [one, two].flatMap((record) => [1, 2, 3].map((n) => record.append([draft(`${n}`)]))),
    )
    await one.append([draft('more')])
    expect(seqs(two)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(two.checkpoint()).toBe(one.checkpoint())
    expect(two.verifierKey()).toBe(one.verifierKey())
  })

  test('a taken once key refuses its whole batch and nothing else', async () => {
    const home = newHome()
    const record = open(home)
    await record.append([draft('first', { once: 'apply:REQ-1' })])
    const results = await Promise.all([
      failure(record.append([draft('x'), draft('y', { once: 'apply:REQ-1' })])),
      record.append([draft('bystander', { once: 'apply:REQ-2' })]).then(([entry]) => entry?.seq),
      failure(open(home).append([draft('z', { once: 'apply:REQ-2' })])),
      failure(record.append([draft('p', { once: 'same' }), draft('q', { once: 'same' })])),
    ])
    const conflict = {
      code: 'CONFLICT',
      message: 'This was already recorded.',
      rule: 'record-once',
    }
    expect(results).toEqual([conflict, 2, conflict, conflict])
    expect(seqs(record)).toEqual([1, 2])
  })

  test('of many that race for one key exactly one wins', async () => {
    const home = newHome()
    const records = [open(home), open(home), open(home)]
    const tries = records.flatMap((record) =>
      Array.from({ length: 5 }, () => failure(record.append([draft('grant', { once: 'g' })]))),
    )
    const results = await Promise.all(tries)
    expect(results.filter((result) => result === undefined)).toHaveLength(1)
    expect(seqs(records[0]!)).toEqual([1])
  })

  test('a draft that cannot be written harms no other caller', async () => {
    const record = open(newHome())
    const bad = draft('', { body: { n: 1n } as never })
    const [refused, kept] = await Promise.allSettled([
      record.append([bad]),
      record.append([draft('kept')]),
    ])
    expect([refused.status, kept.status]).toEqual(['rejected', 'fulfilled'])
    expect(seqs(record)).toEqual([1])
  })

  test('what a caller does to a body afterwards is not recorded', async () => {
    const record = open(newHome())
    const body = { text: 'before' }
    const appended = record.append([draft('', { body: body as never })])
    body.text = 'after'
    expect((await appended)[0]?.body).toEqual({ text: 'before' })
  })

  test('time never runs back when the clock does, and ids keep rising', async () => {
    const clock = { now: start, nowMs: () => clock.now }
    const home = newHome()
    const record = open(home, clock)
    await record.append([draft('a')])
    clock.now = start - 3_600_000
    await record.append([draft('b')])
    const [late] = await open(home, clock).append([draft('c')])
    clock.now = start + 1
    await record.append([draft('d')])
    const entries = record.entries({})
    expect(entries.map(({ at }) => at.slice(17))).toEqual([
      '00.000Z',
      '00.000Z',
      '00.000Z',
      '00.001Z',
    ])
    expect(entries.map(({ id }) => id).toSorted()).toEqual(entries.map(({ id }) => id))
    expect(late?.seq).toBe(3)
  })

  test('each batch ends with a checkpoint of its size under the key of the home', async () => {
    const record = open(newHome())
    await record.append([draft('a'), draft('b')])
    const checkpoint = parseCheckpoint(record.checkpoint()!)!
    expect(checkpoint.size).toBe(2)
    expect(checkSignature(checkpoint, parseVerifierKey(record.verifierKey())!)).toBe('genuine')
    await record.append([draft('c')])
    expect(parseCheckpoint(record.checkpoint()!)?.size).toBe(3)
  })
})

describe('the record in a home folder', () => {
  const unwritten = 'The record cannot be written.'

  test('is readable by its owner only, and leaves no draft of a key', async () => {
    const home = newHome()
    await Promise.all([openAt(home).append([draft('a')]), openAt(home).append([draft('b')])])
    const mode = (path: string) => (statSync(join(home, path)).mode & 0o777).toString(8)
    const folders = [mode(''), mode('keys')]
    const files = [mode('record.db'), mode('record.db-wal'), mode('keys/record.pem')]
    expect({ folders, files }).toEqual({ folders: ['700', '700'], files: ['600', '600', '600'] })
    expect(readdirSync(join(home, 'keys'))).toEqual(['record.pem'])
  })

  test('of a newer version is refused and left alone', async () => {
    const home = newHome()
    const record = openAt(home)
    await record.append([draft('a')])
    record.close()
    edit(home, 'PRAGMA user_version = 3')
    const newer = 'The record was written by a newer Baton.'
    expect(await failure(openAt(home).append([draft('b')]))).toMatchObject({
      code: 'UPSTREAM',
      message: newer,
    })
    expect(() => openAt(home).entries({})).toThrow(newer)
  })

  test('with a foreign trigger is refused', async () => {
    const home = newHome()
    const record = openAt(home)
    await record.append([draft('a')])
    record.close()
    edit(home, 'CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE seq = 1; END')
    expect(await failure(openAt(home).append([draft('b')]))).toMatchObject({
      code: 'UPSTREAM',
      message: 'The record is not one that Baton made.',
    })
  })

  test('that is no database is refused with its cause kept from the agent', async () => {
    const home = newHome()
    const record = openAt(home)
    await record.append([draft('a')])
    record.close()
    writeFileSync(join(home, 'record.db'), Buffer.alloc(9_000, 7))
    expect(await failure(openAt(home).append([draft('b')]))).toMatchObject({
      code: 'UPSTREAM',
      message: unwritten,
    })
    const error = caught(() => openAt(home).entries({}))
    expect(error).toMatchObject({ code: 'UPSTREAM', message: 'The record cannot be read.' })
    expect(error.hint).toBe(
      'Its file is damaged. A person should keep a copy, run baton verify and restore a backup.',
    )
    expect(error.detail).toBe('file is not a database')
  })

  test('that cannot be made says so without a path', async () => {
    const file = newHome()
    await openAt(file).append([draft('a')])
    const record = openAt(join(file, 'record.db', 'home'))
    const error = await record.append([draft('b')]).then(undefined, (e: HandoffError) => e)
    expect(error).toMatchObject({ code: 'UPSTREAM', message: unwritten })
    expect(`${(error as HandoffError).message}${(error as HandoffError).hint}`).not.toContain(file)
  })

  test.each([
    "UPDATE head SET frontier = replace(frontier, substr(frontier, 1, 1), 'z')",
    "UPDATE head SET frontier = ''",
    "UPDATE head SET note = replace(note, 'baton', 'botan')",
    'UPDATE head SET size = 1',
    'DELETE FROM entry WHERE seq = 2',
    "UPDATE entry SET at = 'x' WHERE seq = 2",
  ])('is never signed again on top of a history edited underneath: %s', async (attack) => {
    const damaged = { code: 'UPSTREAM', message: unwritten, rule: 'record-intact' }
    const home = newHome()
    const running = openAt(home)
    await running.append([draft('a'), draft('b')])
    edit(home, attack)
    expect(await failure(openAt(home).append([draft('c')]))).toEqual(damaged)
    expect(await failure(running.append([draft('c')]))).toEqual(damaged)
  })

  test('that lost its key gets no new one', async () => {
    const home = newHome()
    const record = openAt(home)
    await record.append([draft('a')])
    record.close()
    rmSync(join(home, 'keys', 'record.pem'))
    expect(await failure(openAt(home).append([draft('b')]))).toMatchObject({
      code: 'UPSTREAM',
      message: unwritten,
    })
    expect(() => openAt(home).verifierKey()).toThrow(unwritten)
    expect(readdirSync(join(home, 'keys'))).toEqual([])
  })

  test.each(['replaced by an older copy', 'deleted'])('%s while in use is noticed', async (how) => {
    const home = newHome()
    const file = join(home, 'record.db')
    const first = openAt(home)
    await first.append([draft('a')])
    first.close()
    copyFileSync(file, `${file}.old`)
    const record = openAt(home)
    await record.append([draft('b')])
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
    if (how !== 'deleted') copyFileSync(`${file}.old`, file)
    expect(await failure(record.append([draft('c')]))).toMatchObject({ rule: 'record-intact' })
  })

  test('locked for a moment by another program is waited for', async () => {
    const home = newHome()
    const record = openAt(home)
    await record.append([draft('a')])
    const other = new DatabaseSync(join(home, 'record.db'))
    other.exec('BEGIN IMMEDIATE')
    const appended = record.append([draft('b')])
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(seqs(record)).toEqual([1])
    other.exec('COMMIT')
    other.close()
    expect((await appended)[0]?.seq).toBe(2)
  })
})

function edit(home: string, sql: string): void {
  const db = new DatabaseSync(join(home, 'record.db'))
  db.exec(sql)
  db.close()
}

function caught(work: () => unknown): HandoffError {
  try {
    work()
  } catch (error) {
    return error as HandoffError
  }
  throw new Error('it did not throw')
}
