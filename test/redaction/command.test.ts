import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { type Door, openDoor } from '../support/door.ts'
import { openIncident } from '../support/incident.ts'
import { makeWorld, type World } from '../support/world.ts'

const baton = join(import.meta.dirname, '../../src/baton.mjs')
let empty = ''
beforeAll(() => void (empty = mkdtempSync(join(tmpdir(), 'baton-redact-'))))
afterAll(() => rmSync(empty, { recursive: true, force: true }))

/** Runs the command in a folder without a configuration, with nothing of this machine's. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [baton, 'redact', ...args], {
    cwd: empty,
    env: { HOME: empty, BATON_HOME: join(empty, 'home'), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

async function run(
  args: readonly string[],
  input: string | Buffer,
  env?: Readonly<Record<string, string>>,
) {
  const child = start(args, env)
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [out, report, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ])
  return { out, report, code }
}

describe('the filter', () => {
  test('filters text and reports by class (G1)', async () => {
    const { out, report, code } = await run(
      ['--report'],
      'by maria@acme.com\u001b[0m from 10.1.2.3\n',
    )
    expect(out).toMatch(/^by «email:\w{16}» from «ipv4:\w{16}»\n$/)
    expect({ report, code }).toEqual({ report: 'email 1\nipv4 1\nsanitised 4\n', code: 0 })
  })

  test('filters documents in the text profile and says nothing unasked (G1)', async () => {
    const { out, report } = await run(
      ['--format', 'ndjson', '--profile', 'text'],
      '{"m":"Dear Gunnhild"}\n',
    )
    expect(out).toMatch(/^\{"m":"Dear «person:\w{16}»"\}\n$/)
    expect(report).toBe('')
  })

  test('counts lines that are no JSON', async () => {
    const { out, report } = await run(['--format', 'ndjson', '--report'], '{"a":1}\n{"a":\n12\n\n')
    expect({ out, report }).toEqual({
      out: '{"a":1}\n{"a":\n12\n\n',
      report: 'malformed 1\nsanitised 0\n',
    })
  })

  test('what is no UTF-8 is replaced and counted, and hides nothing behind it (G1)', async () => {
    const bytes = Buffer.concat([
      Buffer.from('é\ufffd by maria@acme.com '),
      Buffer.from([0xff, 0xfe, 0xc3]),
      Buffer.from('bob@acme.com \u{1f600}'),
      Buffer.from([0xf0, 0x9f]),
    ])
    const { out, report } = await run(['--report'], bytes)
    expect(out).toMatch(
      /^é\ufffd by «email:\w{16}» \ufffd\ufffd\ufffd«email:\w{16}» \u{1f600}\ufffd$/u,
    )
    expect(report).toBe('email 2\nsanitised 0\nundecoded 4\n')
  })

  test('nothing in is nothing out', async () => {
    expect(await run([], '')).toEqual({ out: '', report: '', code: 0 })
  })

  test('a line of a log that is followed leaves before the next one comes', async () => {
    const child = start([])
    child.stdin.write('by maria@acme.com\n')
    const [first] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    child.stdin.end()
    expect(first).toMatch(/^by «email:\w{16}»\n$/)
    expect(await once(child, 'close')).toEqual([0, null])
  })

  test('ends cleanly when its reader goes', async () => {
    const child = start([])
    const errors = readAll(child.stderr)
    child.stdout.once('data', () => child.stdout.destroy())
    child.stdin.on('error', () => undefined)
    child.stdin.end('by maria@acme.com\n'.repeat(200_000))
    const [code] = (await once(child, 'exit')) as [number]
    expect({ code, errors: await errors }).toEqual({ code: 0, errors: '' })
  })
})

describe('its help', () => {
  test('says how it is called, what it does not find and what its exit code means', async () => {
    const { out } = await run(['--help'], '')
    expect(out).toContain('Usage: baton redact [options]')
    expect(out).toContain('It does not find all of them')
    expect(out).toContain('differ\nbetween runs')
    expect(out).toContain('sanitised   hidden characters')
    expect(out).toContain('1 when something was withheld')
    expect(out).toContain('$ baton redact --profile log')
  })

  test('an unknown profile is refused', async () => {
    expect((await run(['--profile', 'all'], '')).code).toBe(1)
  })
})

describe('with a configuration', () => {
  let world: World
  let door: Door
  let incident = ''
  beforeAll(async () => {
    world = makeWorld()
    door = await openDoor(world)
    incident = await openIncident(door)
  })
  afterAll(async () => {
    await door.close()
    world.remove()
  })

  test('what is known in an incident is hidden in any case, with the tokens that the agent sees (G1)', async () => {
    const line = 'ROSALIND QUAYLE <rosalind.quayle@customer.example> wrote; quayle again'
    const { out, code } = await run(['--incident', incident], `${line}\n`, world.env)
    const seen = door.house.redactor.text(line, { incident, profile: 'log' }).value
    expect({ out, code }).toEqual({ out: `${seen}\n`, code: 0 })
    expect(out).not.toMatch(/quayle|rosalind/i)
    const document = await run(
      ['--incident', incident, '--format', 'ndjson'],
      `${JSON.stringify({ message: line })}\n`,
      world.env,
    )
    expect(JSON.parse(document.out)).toEqual({ message: seen })
  })

  test('its tokens are not kept, and without the incident the name of a stranger stays (G1)', async () => {
    const { out } = await run(['--incident', incident], 'by stranger@else.example\n', world.env)
    const token = /«email:\w{16}»/.exec(out)![0]
    expect(door.house.redactor.resolve(incident, token)).toBe(token)
    expect((await run([], 'to Rosalind\n', world.env)).out).toBe('to Rosalind\n')
  })

  test('an incident that is not there is told in our own words', async () => {
    const { out, report, code } = await run(['--incident', 'INC-0000000000'], 'x\n', world.env)
    expect({ out, code }).toEqual({ out: '', code: 1 })
    expect(report).toContain('baton: NOT_FOUND: There is no such incident.')
    const nowhere = await run(['--incident', incident], 'x\n')
    expect(nowhere.report).toContain('baton: NOT_FOUND: There is no such incident.')
  })

  test('an agent cannot try out values with the tokens of an incident (G1)', async () => {
    const { out, report, code } = await run(['--incident', incident], 'rosalind@x.example\n', {
      ...world.env,
      BATON_AGENT: '1',
    })
    expect({ out, code }).toEqual({ out: '', code: 1 })
    expect(report).toContain('DENIED')
  })

  test('--config names a file, whose faults are told without its values', async () => {
    const file = join(empty, 'other.yaml')
    writeFileSync(file, 'services: [{name: Gunnhild}]\n')
    const text = ['--profile', 'text']
    expect((await run(text, 'Dear Gunnhild\n')).out).toMatch(/^Dear «person:/)
    expect((await run([...text, '--config', file], 'Dear Gunnhild\n')).out).toBe('Dear Gunnhild\n')
    const broken = await run([...text, '--config', join(empty, 'none.yaml')], 'x\n')
    expect(broken.code).toBe(1)
    expect(broken.report).toContain('names a file that does not exist')
    writeFileSync(file, 'hmoe: secret-value\n')
    const wrong = await run([...text, '--config', file], 'x\n')
    expect(wrong.report).toContain('unknown key hmoe')
    expect(wrong.report).not.toContain('secret-value')
  })

  test('patterns and terms of the configuration hold; a pattern that does not parse stops it (G1)', async () => {
    const file = join(empty, 'rules.yaml')
    const rules = (pattern: string): void =>
      writeFileSync(
        file,
        JSON.stringify({
          redaction: { terms: ['Gunnhild'], patterns: [{ class: 'customer-number', pattern }] },
        }),
      )
    rules('CN-\\d{6}')
    const args = ['--profile', 'text', '--config', file]
    const { out, code } = await run(args, 'Dear Gunnhild, dear Ragnhild, about CN-204881\n')
    expect(out).toMatch(/^Dear Gunnhild, dear «person:\w{16}», about «customer-number:\w{16}»\n$/)
    expect(code).toBe(0)
    rules('(CN-secret')
    const broken = await run(args, 'by maria@acme.com\n')
    expect({ out: broken.out, code: broken.code }).toEqual({ out: '', code: 1 })
    expect(broken.report).toContain('INVALID_INPUT')
    expect(broken.report).not.toContain('CN-secret')
  })
})
