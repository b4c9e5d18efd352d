import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { expect, test } from 'vitest'

import { checkProof } from '../../src/cli/verify/check-proof.ts'
import { parseProof } from '../../src/cli/verify/proof-file.ts'
import { prove } from '../../src/cli/verify/prove.ts'
import { findCheckpoints, parseVerifierKey } from '../../src/record/checkpoint.ts'
import { draft, newHome, openAt } from './support/home.ts'
import { verify } from './support/verify-process.ts'

interface Printed {
  readonly checkpoint: string
  readonly entries: readonly { header: string; inclusion: string[]; salt?: string; body?: string }[]
  readonly earlier: readonly { checkpoint: string; consistency: string[] }[]
}

async function sample() {
  const home = newHome()
  const record = openAt(home)
  await record.append([draft('first secret'), draft('b'), draft('c')])
  const ticket = join(dirname(home), 'ticket.md')
  writeFileSync(ticket, `# Ticket\n\n${record.checkpoint()}`)
  const [entry] = await record.append([draft('d'), draft('e')])
  const key = record.verifierKey()
  record.close()
  const file = (content: unknown): string => {
    const name = join(dirname(newHome()), 'proof.json')
    writeFileSync(name, JSON.stringify(content))
    return name
  }
  return { home, ticket, key, id: entry!.id, file }
}

test('a proof shows an entry by number or id without what it says, and an earlier checkpoint to be a part', async () => {
  const { home, ticket, key, id, file } = await sample()
  const about = ['--home', home, '--trust', key, '--checkpoint', ticket]
  const { status, stdout } = verify(...about, '--proof', '--entry', '1', '--entry', id)
  expect(status).toBe(0)
  expect(stdout).not.toContain('secret')
  const proof = JSON.parse(stdout) as Printed
  expect(proof).toMatchObject({ format: 'baton-proof', version: 1, key })
  expect(proof.entries.map(({ header }) => (JSON.parse(header) as { seq: number }).seq)).toEqual([
    1, 4,
  ])
  const checked = verify('--check', file(proof), '--trust', key, '--checkpoint', ticket)
  expect(checked.stdout.replaceAll(/[0-9A-Z]{26}/g, 'ID')).toMatchInlineSnapshot(`
    "  ok    The checkpoint of 5 entries was signed with the trusted key
      ok    Entry 1, ID, is in the record
      ok    Entry 4, ID, is in the record
      ok    The checkpoint of 3 entries is a part of it
      ok    The checkpoint of 3 entries that was kept elsewhere is a part of it

    The proof holds.
    "
  `)
  expect(checked.status).toBe(0)
})

test('with its body an entry is shown to say what is shown', async () => {
  const { home, key, file } = await sample()
  const { stdout } = verify('--home', home, '--proof', '--entry', '1', '--with-body')
  const proof = JSON.parse(stdout) as Printed
  expect(proof.entries[0]?.body).toBe('{"text":"first secret"}')
  expect(verify('--check', file(proof), '--trust', key).stdout).toContain('says what is shown\n')
  const [first] = proof.entries
  const forged = { ...proof, entries: [{ ...first, body: '{"text":"second secret"}' }] }
  const checked = verify('--check', file(forged), '--trust', key)
  expect(checked.status).toBe(1)
  expect(checked.stdout).toContain('its body is not the one that was recorded')
})

test('a proof that was edited is false, and one that leads elsewhere shows nothing', async () => {
  const { home, ticket, key } = await sample()
  const trust = parseVerifierKey(key)!
  const outside = findCheckpoints(readFileSync(ticket, 'utf8'))
  const { proof } = prove({ home, trust, outside }, { entries: ['2'], withBody: false })
  const edit = (edited: object) => parseProof(JSON.stringify({ ...proof, ...edited }))
  const check = (edited: object, kept: typeof outside = []) => checkProof(edit(edited), trust, kept)
  const [entry] = proof!.entries
  const [older] = proof!.earlier
  const header = entry!.header.replace('maria', 'mario')
  const moved = entry!.header.replace('"seq":2', '"seq":3')
  for (const edited of [
    { entries: [{ ...entry, header }] },
    { entries: [{ ...entry, header: moved }] },
    { entries: [{ ...entry, header: '{}' }] },
    { entries: [{ ...entry, inclusion: [] }] },
    { earlier: [{ ...older, consistency: [] }] },
    { checkpoint: older!.checkpoint },
  ]) {
    expect(check(edited).outcome).toBe('broken')
  }
  expect(check({ checkpoint: 'none' }).outcome).toBe('unacceptable')
  expect(() => check({ more: 1 })).toThrow('holds no proof')
  expect(() => check({ entries: [{ ...entry, inclusion: ['x'] }] })).toThrow('holds no proof')

  expect(check({}, outside)).toMatchObject({ outcome: 'sound' })
  const silent = check({ earlier: [] }, outside)
  expect(silent.outcome).toBe('unacceptable')
  expect(silent.shown.at(-1)?.reason).toBe('the proof says nothing about it')
  const other = await sample()
  const stranger = parseVerifierKey(other.key)!
  expect(checkProof(edit({}), stranger, []).outcome).toBe('unacceptable')
  const foreign = findCheckpoints(readFileSync(other.ticket, 'utf8'))
  expect(check({}, foreign).outcome).toBe('unacceptable')
})

test('a fork of the record under the same key is found by the checkpoint kept elsewhere', async () => {
  const { home, ticket, key } = await sample()
  const fork = newHome()
  cpSync(join(home, 'keys'), join(fork, 'keys'), { recursive: true })
  const record = openAt(fork)
  await record.append([draft('x'), draft('y'), draft('z')])
  const trust = parseVerifierKey(key)!
  const { proof } = prove({ home: fork, trust, outside: [] }, { entries: ['1'], withBody: false })
  const kept = findCheckpoints(readFileSync(ticket, 'utf8'))
  expect(checkProof(proof!, trust, []).outcome).toBe('sound')
  expect(checkProof(proof!, trust, kept).outcome).toBe('broken')
})

test('a record that is not whole proves nothing', async () => {
  const { home, key } = await sample()
  const db = new DatabaseSync(join(home, 'record.db'))
  db.exec("UPDATE entry SET actor = 'mallory' WHERE seq = 2")
  db.close()
  const { status, stdout } = verify('--home', home, '--trust', key, '--proof', '--entry', '1')
  expect(status).toBe(1)
  expect(stdout).toContain('The record is BROKEN.')
})

test('what cannot be proved is refused with the next step', async () => {
  const { home, key, id } = await sample()
  const refused = (...args: readonly string[]) => {
    const { status, stdout, stderr } = verify('--home', home, ...args)
    expect([status, stdout]).toEqual([2, ''])
    return stderr
  }
  expect(refused('--proof', '--entry', '6')).toContain(
    'The record has no entry of a number or id given.',
  )
  expect(refused('--proof')).toContain('Add --entry, --checkpoint or both.')
  expect(refused('--entry', '1')).toContain('Add --proof.')
  expect(refused('--check', home)).toContain('--check needs --trust.')
  expect(refused('--check', home, '--trust', key)).toContain('cannot be read')
  const proving = (...entries: readonly string[]) =>
    prove({ home, trust: null, outside: [] }, { entries, withBody: false })
  const wrongId = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`
  for (const name of ['0', '6', wrongId, "1' OR 1=1", '']) {
    expect(() => proving(name)).toThrow('The record has no entry')
  }
  const many = Array.from({ length: 101 }, () => '1')
  expect(() => proving(...many)).toThrow('At most 100 entries are proved at once.')
})

test('an export is a new file for its owner only, written also when the record is broken', async () => {
  const { home, key } = await sample()
  const file = join(dirname(home), 'record.ndjson')
  const exported = verify('--home', home, '--trust', key, '--export', file)
  expect(exported).toMatchObject({ status: 0 })
  expect(exported.stdout).toContain('The record is whole. 5 entries.')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const [first, second, ...others] = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(JSON.parse(first!)).toMatchObject({ format: 'baton-record', version: 1 })
  expect(JSON.parse(second!)).toMatchObject({ body: '{"text":"first secret"}' })
  expect(others).toHaveLength(4)

  const again = verify('--home', home, '--export', file)
  expect([again.status, again.stderr]).toEqual([
    2,
    'The file given with --export cannot be made.\nName a file that does not exist yet, in a folder that can be written.\n',
  ])
  const nowhere = join(dirname(home), 'nothing.ndjson')
  expect(verify('--home', newHome(), '--export', nowhere).status).toBe(2)
  expect(existsSync(nowhere)).toBe(false)
  const db = new DatabaseSync(join(home, 'record.db'))
  db.exec("UPDATE entry SET actor = 'mallory' WHERE seq = 2")
  db.close()
  expect(verify('--home', home, '--export', nowhere).status).toBe(1)
  expect(readFileSync(nowhere, 'utf8')).toContain('mallory')
})
