import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { verifyHome } from '../../src/cli/verify/judge.ts'
import type { Entry } from '../../src/domain/entry.ts'
import type { HandoffError } from '../../src/domain/error.ts'
import type { StoredEntry } from '../../src/ports/entry-storage.ts'
import { type Checkpoint, findCheckpoints, parseVerifierKey } from '../../src/record/checkpoint.ts'
import { leafHash } from '../../src/record/leaf.ts'
import type { Verdict } from '../../src/record/verdict.ts'
import { draft, newHome, openAt } from './support/home.ts'

const size = 11

/** A record of eleven entries in batches of one, two and eight; `early` is the checkpoint of three. */
async function sample() {
  const home = newHome()
  const record = openAt(home)
  await record.append([draft('one', { once: 'only' })])
  await record.append([draft('two', { incident: null }), draft('three é «')])
  const early = findCheckpoints(record.checkpoint()!)
  const rest = ['call.asked', 'call.answered', 'finding.recorded'] as const
  await record.append(
    Array.from({ length: 8 }, (_, n) =>
      draft(`${n}`, { kind: rest[n % 3]!, once: `${n}${n}${n}` }),
    ),
  )
  const late = findCheckpoints(record.checkpoint()!)
  const trust = parseVerifierKey(record.verifierKey())!
  record.close()
  return { home, early, late, trust }
}
type Sample = Awaited<ReturnType<typeof sample>>

/** Judges a copy of the record after an edit of its database. */
function after(
  { home, trust }: Sample,
  edit: (db: DatabaseSync) => void,
  outside: readonly Checkpoint[] = [],
) {
  const copy = newHome()
  cpSync(home, copy, { recursive: true })
  const db = new DatabaseSync(join(copy, 'record.db'))
  edit(db)
  db.close()
  return verifyHome({ home: copy, trust, outside })
}

const named = ({ findings }: Verdict) => findings.flatMap(({ entry }) => entry ?? [])
const faults = ({ findings }: Verdict) =>
  findings.filter(({ ok }) => !ok).map(({ step, entry }) => `${step} ${entry ?? '-'}`)

/** A version that no Baton wrote yet is the one thing a verifier cannot judge. */
function judged(home: string, { trust }: Sample): string {
  try {
    return verifyHome({ home, trust, outside: [] }).outcome
  } catch (error) {
    return (error as HandoffError).message
  }
}

/** Changes an entry together with every hash that needs no key. */
function forgeSeventh(db: DatabaseSync): void {
  const row = db.prepare('SELECT *, lower(hex(digest)) AS digest FROM entry WHERE seq = 7').get()
  const header = { ...row, actorKind: row?.['actor_kind'], actor: 'mallory' }
  const leaf = leafHash(header as unknown as StoredEntry)
  db.prepare("UPDATE entry SET actor = 'mallory', leaf = unhex(?) WHERE seq = 7").run(leaf)
}

function entriesOf(home: string): readonly Entry[] {
  const record = openAt(home)
  const entries = record.entries({})
  record.close()
  return entries
}

const columns = [
  'id',
  'incident',
  'kind',
  'at',
  'actor',
  'actor_kind',
  'once',
  'digest',
  'salt',
  'leaf',
  'body',
]

const blobs = new Set(['digest', 'salt', 'leaf'])

describe('a record that nobody touched', () => {
  test('is whole under every step, before and after the fact', async () => {
    const { home, early, late, trust } = await sample()
    const verdict = verifyHome({ home, trust, outside: [...early, ...late] })
    expect(verdict).toMatchObject({ outcome: 'sound', entries: size, trusted: true })
    expect(verdict.findings.map(({ step, ok }) => `${step} ${ok}`)).toMatchInlineSnapshot(`
      [
        "storage true",
        "sequence true",
        "order true",
        "bodies true",
        "leaves true",
        "head true",
        "root true",
        "signature true",
        "outside true",
      ]
    `)
  })

  test('is read without leaving a file behind', async () => {
    const { home, trust } = await sample()
    const before = readdirSync(home)
    verifyHome({ home, trust, outside: [] })
    expect(readdirSync(home)).toEqual(before)
  })

  test('is whole while a server writes to it', async () => {
    const home = newHome()
    const record = openAt(home)
    await record.append([draft('a')])
    const trust = parseVerifierKey(record.verifierKey())!
    expect(verifyHome({ home, trust, outside: [] })).toMatchObject({ outcome: 'sound', entries: 1 })
    await record.append([draft('b')])
    expect(verifyHome({ home, trust, outside: [] })).toMatchObject({ outcome: 'sound', entries: 2 })
  })
})

describe('an edit is found and names its entry', () => {
  test('one byte of any column of any entry', async () => {
    const given = await sample()
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: size }),
        fc.constantFrom(...columns),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (seq, column, at, mask) => {
          let changed = false
          const verdict = after(given, (db) => {
            const select = `SELECT CAST(${column} AS BLOB) AS bytes FROM entry WHERE seq = ?`
            const bytes = db.prepare(select).get(seq)?.['bytes'] as Uint8Array | null
            if (!bytes) return
            bytes[at % bytes.length]! ^= mask
            const type = blobs.has(column) ? 'BLOB' : 'TEXT'
            db.prepare(`UPDATE entry SET ${column} = CAST(? AS ${type}) WHERE seq = ?`).run(
              bytes,
              seq,
            )
            changed = true
          })
          if (!changed) return
          expect(verdict.outcome).toBe('broken')
          expect(named(verdict)).toContain(seq)
        },
      ),
      { numRuns: 250 },
    )
  })

  test('one byte of the file, unless nothing that is read lies there', async () => {
    const given = await sample()
    const bytes = readFileSync(join(given.home, 'record.db'))
    const entries = entriesOf(given.home)
    const copy = newHome()
    cpSync(given.home, copy, { recursive: true })
    let found = 0
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const edited = Buffer.from(bytes)
        edited[at]! ^= mask
        writeFileSync(join(copy, 'record.db'), edited)
        const silent = judged(copy, given) === 'sound'
        if (!silent) found += 1
        expect(silent ? entriesOf(copy) : entries).toEqual(entries)
      }),
      { numRuns: 300 },
    )
    expect(found).toBeGreaterThan(10)
  })

  test('any number of an entry', async () => {
    const given = await sample()
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: size }),
        fc.integer({ min: -5, max: 300 }),
        (seq, to) => {
          fc.pre(to < 1 || to > size)
          const verdict = after(given, (db) =>
            db.prepare('UPDATE entry SET seq = ? WHERE seq = ?').run(to, seq),
          )
          expect(verdict.outcome).toBe('broken')
          expect(named(verdict).some((entry) => entry === seq || entry === to)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  test.each(['1152921504606846976', '-9223372036854775808'])(
    'a number that JavaScript cannot hold: %s',
    async (to) => {
      const given = await sample()
      const moved = after(given, (db) => db.exec(`UPDATE entry SET seq = ${to} WHERE seq = 4`))
      expect(moved.outcome).toBe('broken')
      const added = after(given, (db) =>
        db.exec(
          `INSERT INTO entry SELECT ${to}, 'z', incident, kind, at, actor, actor_kind, NULL, digest, salt, leaf, body FROM entry WHERE seq = 4`,
        ),
      )
      expect(added.outcome).toBe('broken')
    },
  )

  test.each(columns)('a column emptied or filled: %s', async (column) => {
    const given = await sample()
    const value = blobs.has(column) ? "x'00'" : "'x'"
    for (const seq of [1, 2, size]) {
      const verdict = after(given, (db) =>
        db.exec(`UPDATE entry SET ${column} = ${value} WHERE seq = ${seq}`),
      )
      expect(verdict.outcome).toBe('broken')
      expect(named(verdict)).toContain(seq)
    }
  })

  test.each(['body = NULL', 'salt = NULL', 'body = NULL, salt = NULL'])(
    'a body or salt that was erased: %s',
    async (erased) => {
      const given = await sample()
      const edit = (where: string) => (db: DatabaseSync) =>
        db.exec(`UPDATE entry SET ${erased} ${where}`)
      expect(faults(after(given, edit('WHERE seq = 4')))).toEqual(['bodies 4'])
      expect(faults(after(given, edit('')))).toEqual(['bodies 1'])
    },
  )

  test('bytes moved between salt and body, which leave their digest as it was', async () => {
    const given = await sample()
    const verdict = after(given, (db) =>
      db.exec(
        "UPDATE entry SET salt = CAST(salt || '{' AS BLOB), body = substr(body, 2) WHERE seq = 4",
      ),
    )
    expect(faults(verdict)).toEqual(['bodies 4'])
  })

  test('one byte of the head', async () => {
    const given = await sample()
    fc.assert(
      fc.property(
        fc.constantFrom('frontier', 'note'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (column, at, mask) => {
          const verdict = after(given, (db) => {
            const row = db.prepare(`SELECT CAST(${column} AS BLOB) AS bytes FROM head`).get()
            const bytes = row?.['bytes'] as Uint8Array
            bytes[at % bytes.length]! ^= mask
            db.prepare(`UPDATE head SET ${column} = CAST(? AS TEXT)`).run(bytes)
          })
          expect(verdict.outcome).not.toBe('sound')
        },
      ),
      { numRuns: 150 },
    )
    expect(faults(after(given, (db) => db.exec('UPDATE head SET size = 10')))).toEqual([
      'head 11',
      'root -',
    ])
    expect(faults(after(given, (db) => db.exec('DELETE FROM head')))).toEqual(['head 1'])
  })

  test('a dropped entry, wherever it stood, also when the others close the gap', async () => {
    const given = await sample()
    for (let seq = 1; seq <= size; seq += 1) {
      const gone = after(given, (db) => db.exec(`DELETE FROM entry WHERE seq = ${seq}`))
      expect(gone.outcome).toBe('broken')
      expect(named(gone)).toContain(seq)
      const closed = after(given, (db) => {
        db.exec(`DELETE FROM entry WHERE seq = ${seq}`)
        for (let next = seq + 1; next <= size; next += 1) {
          db.exec(`UPDATE entry SET seq = ${next - 1} WHERE seq = ${next}`)
        }
      })
      expect(closed.outcome).toBe('broken')
      expect(named(closed)).toContain(seq)
    }
  })

  test('two swapped entries', async () => {
    const given = await sample()
    fc.assert(
      fc.property(
        fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { minLength: 2, maxLength: 2 }),
        (pair) => {
          const [one, two] = pair as [number, number]
          const verdict = after(given, (db) => {
            for (const [from, to] of [
              [one, 0],
              [two, one],
              [0, two],
            ]) {
              db.exec(`UPDATE entry SET seq = ${to} WHERE seq = ${from}`)
            }
          })
          expect(verdict.outcome).toBe('broken')
          expect(named(verdict)).toContain(one)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('an inserted entry, at the end and in between', async () => {
    const given = await sample()
    const copied = 'incident, kind, at, actor, actor_kind, NULL, digest, salt, leaf, body'
    for (let seq = 1; seq <= size + 1; seq += 1) {
      const verdict = after(given, (db) => {
        for (let next = size; next >= seq; next -= 1) {
          db.exec(`UPDATE entry SET seq = ${next + 1} WHERE seq = ${next}`)
        }
        db.exec(`INSERT INTO entry SELECT ${seq}, id, ${copied} FROM entry ORDER BY seq LIMIT 1`)
      })
      expect(verdict.outcome).toBe('broken')
      expect(named(verdict)).toContain(seq)
    }
  })

  test('a table, trigger or index that Baton did not make', async () => {
    const given = await sample()
    for (const sql of [
      'CREATE TABLE t (a)',
      'CREATE VIEW v AS SELECT 1',
      'DROP INDEX entry_incident',
    ]) {
      expect(faults(after(given, (db) => db.exec(sql)))).toEqual(['storage -'])
    }
  })
})

describe('with what was kept outside', () => {
  test('a tail cut back to an old copy is found; without it, it is not', async () => {
    const given = await sample()
    const { home, trust, late } = given
    const longer = newHome()
    cpSync(home, longer, { recursive: true })
    const record = openAt(longer)
    await record.append([draft('cut me')])
    const kept = findCheckpoints(record.checkpoint()!)
    record.close()
    copyFileSync(join(home, 'record.db'), join(longer, 'record.db'))
    expect(verifyHome({ home: longer, trust, outside: late }).outcome).toBe('sound')
    const verdict = verifyHome({ home: longer, trust, outside: [...late, ...kept] })
    expect(faults(verdict)).toEqual(['outside 12'])
    expect(verdict.outcome).toBe('broken')
  })

  test('a record rewritten under the same key is found, from the first entry that no checkpoint covers', async () => {
    const given = await sample()
    const forged = newHome()
    cpSync(join(given.home, 'keys'), join(forged, 'keys'), { recursive: true })
    const record = openAt(forged)
    await record.append(Array.from({ length: size }, (_, n) => draft(`forged ${n}`)))
    record.close()
    const verdict = verifyHome({ home: forged, trust: given.trust, outside: given.late })
    expect(verdict).toMatchObject({ outcome: 'broken' })
    expect(faults(verdict)).toEqual(['outside 1'])
  })

  test('an entry whose hashes were all recomputed is narrowed down to what no checkpoint covers', async () => {
    const given = await sample()
    expect(faults(after(given, forgeSeventh))).toEqual(['head -', 'root 1'])
    expect(faults(after(given, forgeSeventh, given.early))).toEqual(['head -', 'root 4'])
    expect(faults(after(given, forgeSeventh, given.late))).toEqual([
      'head -',
      'root 1',
      'outside 1',
    ])
  })

  test('everything gone is found', async () => {
    const given = await sample()
    rmSync(join(given.home, 'record.db'))
    const verdict = verifyHome({ home: given.home, trust: given.trust, outside: given.early })
    expect(faults(verdict)).toEqual(['outside 1'])
  })

  test('a key or checkpoint of somebody else proves nothing, which is not the same as broken', async () => {
    const [given, other] = [await sample(), await sample()]
    const { home } = given
    expect(verifyHome({ home, trust: other.trust, outside: [] })).toMatchObject({
      outcome: 'unacceptable',
    })
    const verdict = verifyHome({ home, trust: given.trust, outside: other.late })
    expect(verdict.outcome).toBe('unacceptable')
    expect(faults(verdict)).toEqual(['outside -'])
  })
})
