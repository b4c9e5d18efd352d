import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'

import { afterAll, beforeAll, expect, test } from 'vitest'

const baton = join(import.meta.dirname, '../../src/baton.mjs')
let empty = ''
beforeAll(() => void (empty = mkdtempSync(join(tmpdir(), 'baton-patterns-test-'))))
afterAll(() => rmSync(empty, { recursive: true, force: true }))

async function run(args: readonly string[], input: string) {
  const child = spawn(process.execPath, [baton, 'patterns', ...args], {
    cwd: empty,
    env: { HOME: empty, BATON_HOME: join(empty, 'home'), TMPDIR: empty },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [out, err, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ])
  return { out, err, code }
}

const key = [
  '-----BEGIN PRIVATE KEY-----',
  'MIIBVgIBADANBgkqhkiG9w0BAQEFAASCAUAwggE8',
  '-----END PRIVATE KEY-----',
]
const lines = [
  '2026-11-23 06:00:01,123 INFO [main] a.b.Pool: pool of 12 ready',
  '2026-11-23 06:00:02,001 ERROR [exec-7] a.b.Auth: token refused for maria@acme.com',
  '\tat a.b.Auth.check(Auth.java:12)',
  '\t... 3 more',
  '{"@timestamp":"2026-11-23T06:00:03Z","message":"token refused for ottilie","user":{"name":"ottilie"}}',
  '',
  ...key,
  '2026-11-23 06:00:04,500 WARN [exec-8] a.b.Pool: pool of 3 ready\r',
]

test('a table says how many lines, which patterns and that nothing was sampled (G1)', async () => {
  const { out, err, code } = await run([], `${lines.join('\n')}\n`)
  expect(out.replace(/«(\w+):\w{16}»/g, '«$1»')).toMatchInlineSnapshot(`
    "10 lines, 4 patterns; the 4 below hold 100.0 %. Every line was read, none was sampled.
    P-c02475           2 33.3 %  lines 1 to 10
      pool of <*> ready
      e.g. pool of 12 ready
    P-6cf8e7           2 33.3 %  lines 2 to 5
      token refused for <*>
      e.g. token refused for «email»
    P-e3b0c4           1 16.6 %  lines 6 to 6
      (empty)
      e.g. (empty)
    P-3021d9           1 16.6 %  lines 7 to 7
      -----BEGIN PRIVATE KEY-----
      e.g. -----BEGIN PRIVATE KEY-----
    "
  `)
  expect({ err, code }).toEqual({ err: '', code: 0 })
})

test('JSON holds every pattern with its count, its lines and one redacted example (G1)', async () => {
  const { out } = await run(['--json', '--top', '1'], `${lines.join('\n')}\n`)
  expect(JSON.parse(out)).toMatchInlineSnapshot(`
    {
      "continued": 4,
      "coverage": 33,
      "crowded": false,
      "lines": 10,
      "patterns": [
        {
          "count": 2,
          "exemplar": "pool of 12 ready",
          "firstLine": 1,
          "id": "P-c02475",
          "lastLine": 10,
          "share": 0.3333,
          "template": "pool of <*> ready",
        },
      ],
      "sampled": false,
      "total": 4,
    }
  `)
})

test('each line comes back in order behind its id, redacted by its fields and by its neighbours (G1)', async () => {
  const { out, code } = await run(['--assign'], lines.join('\n'))
  const rows = out.split('\n')
  expect(rows.pop()).toBe('')
  expect(rows).toHaveLength(lines.length)
  const ids = rows.map((row) => /^(P-[0-9a-f]{6})\t/.exec(row)?.[1])
  expect(ids[0]).toBe(ids[9])
  expect(new Set(ids.slice(1, 4)).size).toBe(1)
  expect(new Set(ids.slice(6, 9)).size).toBe(1)
  expect(out).not.toMatch(/maria|ottilie|MIIBV/)
  expect(rows[2]).toBe(`${ids[1]}\t\tat a.b.Auth.check(Auth.java:12)`)
  expect(code).toBe(0)
})

test('what is no line of a key is not hidden behind the beginning of one', async () => {
  const { out } = await run(['--json'], `${key[0]}\nMIIBVgIBADANBg\nthe disk is full\n${key[2]}\n`)
  const { patterns } = JSON.parse(out) as { patterns: { template: string; count: number }[] }
  expect(patterns.map(({ template, count }) => [template, count])).toContainEqual([
    'the disk is full',
    1,
  ])
})

test('a document without a message is its own text, and whom it names is hidden in it (G1)', async () => {
  const { out } = await run(
    ['--json'],
    '{"code":3,"user":{"name":"ottilie"},"note":"ottilie left"}\n',
  )
  expect(out).not.toContain('ottilie')
  expect(JSON.parse(out)).toMatchObject({ total: 1, patterns: [{ count: 1 }] })
})

test('nothing is left in the temporary folder (G1)', async () => {
  await run(['--assign'], lines.join('\n'))
  expect(readdirSync(empty).filter((name) => name.startsWith('baton-patterns'))).toEqual([])
})

test('a line of any length, and input without a line, are answered', async () => {
  const { out } = await run(['--assign'], `${'x'.repeat(300)} ${'word '.repeat(80_000)}\nlast`)
  expect(out.split('\n')).toHaveLength(3)
  expect(out.length).toBeLessThan(263_000)
  expect(await run(['--json'], '')).toMatchObject({
    code: 0,
    out: expect.stringContaining('"lines":0'),
  })
})

test('an option that is none of ours is refused', async () => {
  expect(await run(['--top', '0'], '')).toMatchObject({ code: 1, out: '' })
  expect(await run(['--json', '--assign'], '')).toMatchObject({ code: 1, out: '' })
})
