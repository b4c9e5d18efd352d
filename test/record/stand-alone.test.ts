import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { exportRecord } from '../../src/cli/verify/export.ts'
import { verifyHome } from '../../src/cli/verify/judge.ts'
import { prove } from '../../src/cli/verify/prove.ts'
import { HandoffError } from '../../src/domain/error.ts'
import {
  findCheckpoints,
  formatVerifierKey,
  parseVerifierKey,
} from '../../src/record/checkpoint.ts'
import { draft, newHome, openAt } from './support/home.ts'
import { asVersionOne } from './support/version-one.ts'

const verifier = fileURLToPath(new URL('../../docs/verifier/verify-record.mjs', import.meta.url))
const size = 7

async function sample() {
  const home = newHome()
  const record = openAt(home)
  await record.append([draft('one', { once: 'only' }), draft('two é \u2028 «', { incident: null })])
  const early = join(dirname(home), 'ticket.md')
  writeFileSync(early, `# Ticket\n\n> ${record.checkpoint()!.replaceAll('\n', '\n> ')}\n`)
  await record.append(Array.from({ length: size - 2 }, (_, n) => draft(`${n}`, { once: `${n}` })))
  const late = join(dirname(home), 'packet.md')
  writeFileSync(late, record.checkpoint()!)
  const key = record.verifierKey()
  record.close()
  return { home, early, late, key, trust: parseVerifierKey(key)! }
}
type Sample = Awaited<ReturnType<typeof sample>>

function check(key: string, record: string, ...kept: readonly string[]) {
  const more = kept.flatMap((one) => ['--checkpoint', one])
  const args = [verifier, record, '--trust', key, ...more]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** What `baton verify` exits with. */
function verdict({ trust }: Sample, home: string, kept: readonly string[]): number {
  const outside = kept.flatMap((one) => findCheckpoints(readFileSync(one, 'utf8')))
  try {
    const { outcome } = verifyHome({ home, trust, outside })
    return { sound: 0, broken: 1, unacceptable: 2 }[outcome]
  } catch (error) {
    if (error instanceof HandoffError) return 2
    throw error
  }
}

function exported(home: string, { trust }: Sample): string {
  const name = join(dirname(newHome()), 'record.ndjson')
  exportRecord({ home, trust, outside: [] }, name)
  return name
}

describe('the verifier that an auditor can read', () => {
  test('is one file of at most 250 lines that imports nothing but Node', () => {
    const text = readFileSync(verifier, 'utf8')
    expect(text.split('\n').length).toBeLessThanOrEqual(251)
    const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => name)
    expect(imports.filter((name) => !name!.startsWith('node:'))).toEqual([])
    expect(imports.length).toBeGreaterThan(4)
  })

  test('G6 finds a home, its file, its export and an older home whole, and leaves nothing behind', async () => {
    const given = await sample()
    const { home, key, early, late } = given
    const before = readdirSync(home)
    const old = newHome()
    cpSync(home, old, { recursive: true })
    asVersionOne(old)
    for (const record of [home, join(home, 'record.db'), exported(home, given), old]) {
      expect(check(key, record, early, late)).toEqual({
        status: 0,
        stdout: 'It is whole.\n',
        stderr: '',
      })
    }
    expect(readdirSync(home)).toEqual(before)
  })

  test('says what it cannot judge', async () => {
    const given = await sample()
    const other = await sample()
    expect(check(other.key, given.home).status).toBe(2)
    expect(check('nonsense', given.home).status).toBe(2)
    expect(check(given.key, given.home, other.late).status).toBe(2)
    expect(check(given.key, newHome()).status).toBe(2)
    const [empty, kept] = [newHome(), join(dirname(newHome()), 'key')]
    mkdirSync(empty, { recursive: true })
    expect(check(given.key, empty).status).toBe(2)
    expect(check(given.key, empty, given.late).status).toBe(1)
    writeFileSync(kept, `# kept\n${given.key}\n`)
    expect(check(kept, given.home).status).toBe(0)
  })

  test('G6 comes to the verdict of baton verify however a home was tampered with', async () => {
    const given = await sample()
    const { home, key, early, late } = given
    const outcomes = new Set<number>()
    fc.assert(
      fc.property(tampering, fc.subarray([early, late]), fc.boolean(), (tamper, kept, old) => {
        const copy = newHome()
        cpSync(home, copy, { recursive: true })
        if (old) asVersionOne(copy)
        tamper(join(copy, 'record.db'))
        const expected = verdict(given, copy, kept)
        outcomes.add(expected)
        expect(check(key, copy, ...kept).status).toBe(expected)
        rmSync(dirname(copy), { recursive: true })
      }),
      { numRuns: 40 },
    )
    expect(outcomes).toContain(1)
  })

  test('G6 comes to the same verdict on what was exported, and on an export that was edited', async () => {
    const given = await sample()
    const { home, key, late } = given
    const text = readFileSync(exported(home, given), 'utf8')
    const lines = text.trimEnd().split('\n')
    const edited = join(dirname(newHome()), 'edited.ndjson')
    const judge = (content: string) => {
      writeFileSync(edited, content)
      return check(key, edited).status
    }
    const swapped = [lines[0], lines[2], lines[1], ...lines.slice(3)]
    expect(judge(text)).toBe(0)
    expect(judge(`${lines.slice(0, -1).join('\n')}\n`)).toBe(1)
    expect(judge(text.slice(0, -1))).toBe(1)
    expect(judge(text.slice(0, -20))).toBe(1)
    expect(judge(`${swapped.join('\n')}\n`)).toBe(1)
    expect(judge(text.replace('maria', 'mario'))).toBe(1)
    expect(judge(text.replace(/"salt":"[0-9a-f]{32}"/, '"salt":null'))).toBe(1)
    expect(judge(lines[0]!)).toBe(1)
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('0', 'z', '"', '}'), (place, letter) => {
        const first = lines[0]!.length + 1
        const at = first + (place % (text.length - first))
        fc.pre(text[at] !== letter)
        expect(judge(text.slice(0, at) + letter + text.slice(at + 1))).not.toBe(0)
      }),
      { numRuns: 20 },
    )
    const cut = newHome()
    cpSync(home, cut, { recursive: true })
    const db = new DatabaseSync(join(cut, 'record.db'))
    db.exec("UPDATE entry SET body = replace(body, '3', '4') WHERE seq = 6")
    db.close()
    expect(check(key, exported(cut, given), late).stdout).toContain('entry 6: its body is not')
  })

  test('G6 holds a proof to the newest checkpoint', async () => {
    const given = await sample()
    const { home, key, early, late, trust } = given
    const outside = findCheckpoints(readFileSync(early, 'utf8'))
    const wanted = { entries: ['1', '2', '5', '7'], withBody: true }
    const { proof } = prove({ home, trust, outside }, wanted)
    const name = join(dirname(newHome()), 'proof.json')
    const judge = (content: unknown, ...kept: readonly string[]) => {
      writeFileSync(name, JSON.stringify(content, null, 2))
      return check(key, name, ...kept).status
    }
    expect(judge(proof, early, late)).toBe(0)
    const [first, ...others] = proof!.entries
    const entry = (change: object) => ({ ...proof, entries: [{ ...first, ...change }, ...others] })
    expect(judge(entry({ body: '{"text":"two"}' }))).toBe(1)
    expect(judge(entry({ header: first!.header.replace('maria', 'mario') }))).toBe(1)
    expect(judge(entry({ header: first!.header.replace('"seq":1', '"seq":2') }))).toBe(1)
    expect(judge(entry({ inclusion: first!.inclusion.slice(1) }))).toBe(1)
    expect(judge(entry({ inclusion: [...first!.inclusion, '00'.repeat(32)] }))).toBe(1)
    const [only] = proof!.earlier
    expect(judge({ ...proof, earlier: [{ ...only, consistency: [] }] })).toBe(1)
    expect(judge({ ...proof, earlier: [] }, early)).toBe(2)
    expect(judge({ ...proof, checkpoint: only!.checkpoint })).toBe(1)
    expect(check((await sample()).key, name).status).toBe(2)
    expect(formatVerifierKey(trust)).toBe(key)
  })
})

const columns = ['id', 'incident', 'kind', 'at', 'actor', 'actor_kind', 'once'] as const
const blobs = ['digest', 'salt', 'leaf'] as const
type Tamper = (file: string) => void

const sql =
  (...statements: readonly string[]): Tamper =>
  (name) => {
    const db = new DatabaseSync(name)
    for (const statement of statements) db.exec(statement)
    db.close()
  }

const seqs = fc.integer({ min: 1, max: size })

/** Ways to change the file of a record. */
const tampering: fc.Arbitrary<Tamper> = fc.oneof(
  fc.constant<Tamper>(() => undefined),
  fc
    .tuple(fc.constantFrom(...columns), seqs)
    .map(([column, seq]) => sql(`UPDATE entry SET ${column} = 'zz' WHERE seq = ${seq}`)),
  fc.tuple(fc.constantFrom(...blobs), seqs).map(([column, seq]): Tamper => (name) => {
    const db = new DatabaseSync(name)
    const row = db.prepare(`SELECT ${column} AS it FROM entry WHERE seq = ?`).get(seq)
    const flipped =
      typeof row?.['it'] === 'string'
        ? row['it'].replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
        : Buffer.from(row?.['it'] as Uint8Array).map((byte, n) => (n === 3 ? byte ^ 64 : byte))
    db.prepare(`UPDATE entry SET ${column} = ? WHERE seq = ?`).run(flipped, seq)
    db.close()
  }),
  seqs.map((seq) => sql(`UPDATE entry SET body = replace(body, 't', 'T') WHERE seq = ${seq}`)),
  seqs.map((seq) => sql(`UPDATE entry SET body = NULL, salt = NULL WHERE seq = ${seq}`)),
  seqs.map((seq) => sql(`DELETE FROM entry WHERE seq = ${seq}`)),
  seqs.map((seq) => sql(`UPDATE entry SET seq = ${seq + 90} WHERE seq = ${seq}`)),
  fc.constantFrom(
    sql('DELETE FROM head'),
    sql('UPDATE head SET size = size - 1'),
    sql("UPDATE head SET frontier = frontier || 'a'"),
    sql("UPDATE head SET note = replace(note, 'baton/', 'botan/')"),
    sql("UPDATE head SET note = note || ' '"),
    sql(
      "UPDATE head SET note = replace(note, char(10) || '7' || char(10), char(10) || '6' || char(10))",
    ),
    sql('DELETE FROM entry'),
    sql('DELETE FROM entry', 'DELETE FROM head'),
    sql('CREATE TABLE more (a)'),
    sql('DROP INDEX entry_once'),
    sql('PRAGMA user_version = 9'),
    sql('UPDATE entry SET seq = 1152921504606846976 WHERE seq = 7'),
  ),
  fc.nat(100).map(
    (share): Tamper =>
      (name) =>
        truncateSync(name, Math.floor((readFileSync(name).length * share) / 101)),
  ),
)
