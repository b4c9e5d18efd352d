import { readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { command } from '../../src/cli/export.ts'
import { csvOf } from '../../src/cli/export/csv.ts'
import { toIso } from '../../src/domain/time.ts'
import { openHouse } from '../../src/main.ts'
import { type Door, openDoor } from '../support/door.ts'
import { openIncident, proposeOff } from '../support/incident.ts'
import { type TestKey, makeKey } from '../support/keys.ts'
import { decide } from '../support/sign.ts'
import { type World, makeWorld, onsetMs, startMs } from '../support/world.ts'

let world: World
let door: Door | undefined

beforeEach(() => {
  world = makeWorld()
})
afterEach(async () => {
  process.exitCode = undefined
  await door?.close()
  door = undefined
  world.remove()
})

async function exported(...args: readonly string[]) {
  const printed: string[] = []
  const warned: string[] = []
  const office = {
    open: () => openHouse({ env: world.env, cwd: world.root, clock: world.clock }),
    print: (text: string) => void printed.push(text),
    warn: (text: string) => void warned.push(text),
  }
  await command(office).parseAsync([...args], { from: 'user' })
  return { text: printed.join(''), warned: warned.join(''), status: process.exitCode }
}

/** Lines added to the feed of changes. */
function report(...lines: readonly object[]): void {
  const file = world.path('deployments.ndjson')
  const text = lines.map((line) => `\n${JSON.stringify(line)}`).join('')
  writeFileSync(file, readFileSync(file, 'utf8') + text)
}

const flip = (more: object = {}) => ({
  id: 'audit-1',
  kind: 'flag',
  target: 'new-token-validator',
  environment: 'production',
  version: 'off',
  startedAt: toIso(world.clock.nowMs()),
  actor: 'noor',
  ...more,
})

/** The flag is turned off through Baton, with a grant; returns the incident and the request. */
async function turnOff() {
  door ??= await openDoor(world)
  const incident = await openIncident(door)
  const { request } = await proposeOff(door, incident)
  await decide(door, { request, approver: 'lee', key: world.keys.lee })
  const { isError } = await door.call('toggle_flag_with_approval', { request })
  expect(isError).toBe(false)
  return { incident, request }
}

describe('--ungranted', () => {
  test('G2: what was granted is not there, the same done once more without a grant is', async () => {
    const { incident, request } = await turnOff()
    report(flip())
    world.clock.advance(60_000)
    const granted = await exported('--ungranted', '--incident', incident, '--json')
    const { head, rows } = JSON.parse(granted.text) as { head: object; rows: object[] }
    expect(head).toMatchObject({ ungranted: 2, granted: 1, unclear: 0, gaps: [] })
    expect(head).toMatchObject({
      record: { record: 'whole' },
      sources: ['files:deployments.ndjson'],
    })
    expect(rows.map((row) => (row as { id: string }).id)).toEqual(['dep-901', 'flag-77'])
    expect(granted.status).toBe(0)
    report(flip({ id: 'audit-2' }))
    world.clock.advance(60_000)
    const { text } = await exported('--ungranted', '--incident', incident)
    expect(text.split('\r\n').filter((line) => line.includes('audit-'))).toHaveLength(1)
    expect(text).not.toContain(request)
  })

  test('G5: every row has its minute in UTC and its region', async () => {
    report(flip({ startedAt: toIso(onsetMs) }))
    const { text } = await exported('--ungranted')
    expect(text).toMatchInlineSnapshot(`
      "verdict,started_utc,region,environment,kind,service,target,version,previous,state,actor,source,id,link,request,incident,reason
      ungranted,2026-11-23T05:50Z,eu-west-1,production,deployment,billing,,4.2.0,4.1.9,success,ci,files:deployments.ndjson,dep-901,https://github.com/example/billing/actions/runs/901,,,no grant on this record
      ungranted,2026-11-23T06:39Z,eu-west-1,production,flag,auth,,new-token-validator on,new-token-validator off,success,lee,files:deployments.ndjson,flag-77,https://github.com/example/auth/pull/77,,,no grant on this record
      ungranted,2026-11-23T06:40Z,eu-west-1,production,flag,,new-token-validator,off,,,noor,files:deployments.ndjson,audit-1,,,,no grant on this record
      not known,,,,,,,,,,,record,,,,,"There is no record in this home, so nothing here had a grant."
      "
    `)
  })

  test('G1: whoever made a change and is nobody of the configuration is a token', async () => {
    report(flip({ actor: 'Rosalind Quayle', id: 'by Rosalind Quayle' }))
    world.clock.advance(60_000)
    const { text } = await exported('--ungranted')
    expect(text).toContain('«')
    expect(text).not.toMatch(/Rosalind|Quayle/)
    expect(text).toContain(',lee,')
  })

  test('a name that only looks the same is spelled out', async () => {
    report(flip({ target: 'new-tоken-validator' }))
    world.clock.advance(60_000)
    expect((await exported('--ungranted')).text).toContain('new-t\\u{43e}ken-validator')
  })

  test('a source that does not answer is a row, and it exits with 2', async () => {
    world.remove()
    world = makeWorld({ config: { changes: [{ git: 'nowhere' }] } })
    const { text, status, warned } = await exported('--ungranted')
    expect(text).toContain('not known,,,,,,,,,,,git:nowhere,')
    expect(warned).toContain('Sources are missing')
    expect(status).toBe(2)
  })

  test('G2: a grant whose signature cannot be proven covers nothing', async () => {
    const { incident } = await turnOff()
    report(flip())
    world.clock.advance(60_000)
    const file = 'trust/people.yaml'
    const blob = ({ publicLine }: TestKey): string => publicLine.split(' ')[1]!
    const people = readFileSync(world.path(file), 'utf8')
    world.write(file, people.replace(blob(world.keys.lee), blob(makeKey())))
    const { text } = await exported('--ungranted', '--incident', incident)
    expect(text).toMatch(/^unclear,.*cannot be proven with the keys of the trust folder/m)
    const register = (await exported('--changes')).text
    expect(register).toContain('The key that signed is not a key of the signer.')
    world.write(file, 'people: none')
    const unread = await exported('--ungranted', '--incident', incident)
    expect(unread.text).toMatch(/^not known,.*,trust folder,.*not valid/m)
    expect(unread.status).toBe(2)
    expect((await exported('--changes')).text).toContain(',granted,lee,')
    expect(process.exitCode).toBe(2)
  })

  test('without a record everything is without a grant, and it exits with 2', async () => {
    const { text, status } = await exported('--ungranted')
    expect(text).toContain('There is no record in this home')
    expect(status).toBe(2)
  })

  test('G6: a broken record is said in the answer and by the exit code', async () => {
    await turnOff()
    await door?.close()
    door = undefined
    const db = new DatabaseSync(join(world.env['BATON_HOME']!, 'record.db'))
    db.exec("UPDATE entry SET body = replace(body, 'lee', 'sam') WHERE kind = 'change.decided'")
    db.close()
    const { text, status } = await exported('--ungranted')
    expect(text).toContain('The record is broken: entry')
    expect(status).toBe(1)
  })

  test.each<[readonly string[], string]>([
    [[], 'It is either --ungranted or --changes.'],
    [['--ungranted', '--changes'], 'It is either --ungranted or --changes.'],
    [['--ungranted', '--from', 'yesterday'], 'from is not a UTC instant.'],
    [['--ungranted', '--from', '2026-01-01T00:00Z'], 'The window is longer than 31 days.'],
    [['--ungranted', '--incident', 'INC-0000'], 'There is no such incident.'],
    [['--changes', '--out', '/nowhere/at/all'], 'The file given with --out cannot be written.'],
  ])('%j is refused', async (args, message) => {
    await expect(exported(...args)).rejects.toThrow(message)
  })
})

describe('--changes', () => {
  test('G2: who asked, who decided and what became of it', async () => {
    const { incident, request } = await turnOff()
    const { text, status } = await exported('--changes', '--json')
    const { rows } = JSON.parse(text) as { rows: Record<string, string>[] }
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      request,
      incident,
      type: 'change',
      target: 'new-token-validator',
      production: 'yes',
      region: 'eu-west-1',
      from: 'on',
      to: 'off',
      requested_by: 'maria',
      proposed_utc: '2026-11-23T07:00Z',
      decision: 'granted',
      decided_by: 'lee',
      signature: 'holds',
      state: 'applied',
      version_after: '8',
      record: 'whole',
    })
    expect(rows[0]?.['digest']).toMatch(/^[0-9a-f]{64}$/)
    expect(rows[0]?.['checkpoint']).toMatch(/^\d+ [0-9a-f]{64}$/)
    expect(status).toBe(0)
  })

  test('of a time alone', async () => {
    await turnOff()
    const before = ['--from', '2026-11-01T00:00Z', '--to', '2026-11-02T00:00Z']
    expect((await exported('--changes', ...before)).text.split('\r\n')).toHaveLength(2)
  })
})

test('a file is not replaced without --force', async () => {
  await turnOff()
  const file = world.path('register.csv')
  await exported('--changes', '--out', file)
  const first = readFileSync(file, 'utf8')
  await expect(exported('--changes', '--out', file)).rejects.toThrow('cannot be written')
  expect(readFileSync(file, 'utf8')).toBe(first)
  expect((await exported('--changes', '--out', file, '--force')).status).toBe(0)
})

describe('CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1', '|cmd', '%x'])(
    '%j is no formula',
    (cell) => {
      const [, line] = csvOf({ columns: ['a'], rows: [{ a: cell }] }).split(/\r\n/)
      expect(line).toMatch(/^"?'/)
    },
  )

  test('is read back as it was written (RFC 4180)', () => {
    const property = fc.property(
      fc.array(
        fc.array(fc.string({ unit: fc.constantFrom(...'a,"\r\n;é =') }), {
          minLength: 2,
          maxLength: 2,
        }),
      ),
      (cells) => {
        const rows = cells.map(([a = '', b = '']) => ({ a, b }))
        const read = parse(csvOf({ columns: ['a', 'b'], rows }))
        const plain = read.map((row) => row.map((cell) => cell.replace(/^'/, '')))
        expect(plain).toEqual([['a', 'b'], ...cells])
      },
    )
    fc.assert(property)
  })
})

/** What RFC 4180 says, character by character. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!
    if (isQuoted && char === '"' && text[i + 1] === '"') {
      cell += '"'
      i += 1
    } else if (char === '"') isQuoted = !isQuoted
    else if (isQuoted) cell += char
    else if (char === ',') {
      rows.at(-1)!.push(cell)
      cell = ''
    } else if (char === '\r' && text[i + 1] === '\n') {
      rows.at(-1)!.push(cell)
      cell = ''
      rows.push([])
      i += 1
    } else cell += char
  }
  return rows.slice(0, -1)
}

describe('as a process', () => {
  const root = resolve(import.meta.dirname, '../..')
  const baton = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(root, 'src/baton.mjs'), 'export', ...args], {
      encoding: 'utf8',
      cwd: world.root,
      env: { PATH: process.env['PATH'], ...world.env },
    })

  test('--help has an example', () => {
    const { status, stdout } = baton('--help')
    expect(status).toBe(0)
    expect(stdout).toContain('baton export --ungranted --incident')
  })

  test('standard output is CSV alone, and the exit code tells', async () => {
    await turnOff()
    const bounds = ['--from', toIso(startMs - 86_400_000), '--to', toIso(startMs)]
    const { status, stdout, stderr } = baton('--ungranted', ...bounds)
    expect(stderr).toContain('2 of 2 production changes')
    expect(stdout).toMatch(
      /^verdict,started_utc,region,.*\r\nungranted,2026-11-23T05:50Z,eu-west-1,/,
    )
    expect(status).toBe(0)
    expect(baton('--ungranted', '--from', 'yesterday').status).toBe(1)
    expect(baton().status).toBe(1)
  })
})
