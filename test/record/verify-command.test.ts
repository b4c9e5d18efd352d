import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { expect, test } from 'vitest'

import { draft, newHome, openAt } from './support/home.ts'
import { verify } from './support/verify-process.ts'

async function sample() {
  const home = newHome()
  const record = openAt(home)
  await record.append([draft('a'), draft('b')])
  const packet = join(dirname(home), 'packet.md')
  writeFileSync(packet, `# Packet\n\n\`\`\`\n${record.checkpoint()}\`\`\`\n`)
  const key = record.verifierKey()
  record.close()
  return { home, packet, key }
}

test('a whole record under a given key and a packet ends 0', async () => {
  const { home, packet, key } = await sample()
  const { status, stdout } = verify('--home', home, '--trust', key, '--checkpoint', packet)
  expect(status).toBe(0)
  expect(stdout.replace(key, 'KEY')).toMatchInlineSnapshot(`
    "  ok    The file is sound and holds only what Baton put there
      ok    The entries are numbered from 1 without a gap
      ok    Times and ids never run back
      ok    Each body is the one that was recorded
      ok    Each entry is the one that was recorded
      ok    The record ends where its checkpoint says
      ok    The entries lead to the root that was signed
      ok    The checkpoint was signed with the trusted key
      ok    The checkpoints kept elsewhere are a part of it

    The record is whole. 2 entries.
    Key: KEY
    "
  `)
})

test('without a key it says that the home vouched for itself', async () => {
  const { home } = await sample()
  const { status, stdout } = verify('--home', home)
  expect(status).toBe(0)
  expect(stdout).toContain('This used the key that lies in the home itself, which proves less')
})

test('a broken record ends 1 and names the entry', async () => {
  const { home, key } = await sample()
  const db = new DatabaseSync(join(home, 'record.db'))
  db.exec("UPDATE entry SET body = replace(body, 'b', 'x') WHERE seq = 2")
  db.close()
  const text = verify('--home', home)
  expect(text.status).toBe(1)
  expect(text.stdout).toContain(
    'FAIL  Each body is the one that was recorded: entry 2: its body is not',
  )
  const json = verify('--home', home, '--json', '--trust', key)
  expect(json.status).toBe(1)
  expect(JSON.parse(json.stdout)).toMatchObject({ outcome: 'broken', trusted: true, key })
})

test('--json has the fields that the auditor guide names', async () => {
  const { home, packet, key } = await sample()
  const { stdout } = verify('--home', home, '--trust', key, '--checkpoint', packet, '--json')
  const report = JSON.parse(stdout) as { findings: { step: string; ok: boolean }[] }
  const names = report.findings.map(({ step }) => step)
  expect(Object.keys(report)).toEqual(['outcome', 'entries', 'findings', 'key', 'trusted'])
  expect(report).toMatchObject({ outcome: 'sound', entries: 2, key, trusted: true })
  const guide = readFileSync(new URL('../../docs/auditor-guide.md', import.meta.url), 'utf8')
  const named = names.map((step) => guide.indexOf(`\`${step}\``))
  expect(names).toHaveLength(9)
  expect(named.every((at) => at > 0)).toBe(true)
})

test('a file that is no record any more is broken too', async () => {
  const { home, key } = await sample()
  writeFileSync(join(home, 'record.db'), 'x'.repeat(5_000))
  expect(verify('--home', home, '--trust', key).status).toBe(1)
})

test('what cannot be judged ends 2 and says why', async () => {
  const { home, packet } = await sample()
  const other = await sample()
  const absent = newHome()
  expect(verify('--home', absent)).toEqual({
    status: 2,
    stdout: '',
    stderr: 'There is no record here.\nName its home with --home or BATON_HOME.\n',
  })
  expect(existsSync(absent)).toBe(false)
  expect(verify('--home', home, '--trust', other.key).status).toBe(2)
  expect(verify('--home', home, '--trust', packet).stderr).toContain(
    '--trust holds no valid verifier key',
  )
  expect(verify('--home', home, '--checkpoint', absent).stderr).toContain('cannot be read')
  const json = verify('--home', absent, '--json')
  expect(JSON.parse(json.stdout)).toMatchObject({ outcome: 'unacceptable', code: 'NOT_FOUND' })
})

test('a checkpoint of a longer record shows the cut', async () => {
  const { home, key } = await sample()
  const longer = openAt(home)
  const old = new DatabaseSync(join(home, 'record.db'), { readOnly: true })
  const { size, frontier, note: older } = old.prepare('SELECT * FROM head').get()!
  old.close()
  await longer.append([draft('c')])
  const note = join(dirname(home), 'note.txt')
  writeFileSync(note, longer.checkpoint()!)
  longer.close()
  const db = new DatabaseSync(join(home, 'record.db'))
  db.exec('DELETE FROM entry WHERE seq = 3')
  db.prepare('UPDATE head SET size = ?, frontier = ?, note = ?').run(size!, frontier!, older!)
  db.close()
  expect(verify('--home', home, '--trust', key).status).toBe(0)
  const { status, stdout } = verify('--home', home, '--trust', key, '--checkpoint', note)
  expect(status).toBe(1)
  expect(stdout).toContain('entry 3: the record was cut: a checkpoint is of 3 entries')
})

test('--print-key prints the key alone, which --trust takes from a file', async () => {
  const { home, key } = await sample()
  const printed = verify('--home', home, '--print-key')
  expect(printed).toEqual({ status: 0, stdout: `${key}\n`, stderr: '' })
  const file = join(dirname(home), 'baton.vkey')
  writeFileSync(file, printed.stdout)
  expect(verify('--home', home, '--trust', file).stdout).not.toContain('proves less')
  const absent = newHome()
  expect(verify('--home', absent, '--print-key')).toMatchObject({ status: 2, stdout: '' })
  expect(existsSync(absent)).toBe(false)
})

test('--help shows how to obtain the key and how to use it', () => {
  const { status, stdout } = verify('--help')
  expect(status).toBe(0)
  expect(stdout).toContain('baton verify --print-key > baton.vkey')
  expect(stdout).toContain('baton verify --trust baton.vkey --checkpoint packet.md')
  expect(stdout).not.toContain('default')
})
