import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'

import { afterEach, describe, expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import { compileRules, type Rule } from '../../src/redaction/rules.ts'
import { openDoor } from '../support/door.ts'
import { openIncident } from '../support/incident.ts'
import { makeWorld, type World } from '../support/world.ts'

const baton = join(import.meta.dirname, '../../src/baton.mjs')
const order: Rule = { class: 'order-ref', pattern: '\\bKV-\\d{8}\\b' }

async function shown(rules: readonly Rule[], text: string, profile: 'log' | 'text' = 'log') {
  const redactor = createRedactor({
    vault: createMemoryVault(),
    readable: [],
    rules: await compileRules(rules),
  })
  const { value, report } = redactor.text(text, { incident: 'INC-1', profile })
  expect(redactor.text(value, { incident: 'INC-1', profile }).value).toBe(value)
  return { text: value.replace(/«([a-z0-9-]+):\w{16}»/g, '«$1»'), hidden: report.hidden }
}

describe('a rule', () => {
  test.each([
    ['see KV-20260105 and KV-20260106.', 'see «order-ref» and «order-ref».'],
    ['first\nKV-20260105\nlast', 'first\n«order-ref»\nlast'],
    ['KV-2026010５', '«order-ref»'],
    ['KV-202601\u200b05', '«order-ref»'],
    ['q=KV%2D20260105&x', 'q=«order-ref»&x'],
    [`v ${Buffer.from('KV-20260105 was late.').toString('base64')}`, 'v «order-ref»'],
    ['by maria@acme.com of KV-20260105', 'by «email» of «order-ref»'],
    ['KV-202601051 xKV-20260105', 'KV-202601051 xKV-20260105'],
  ])('hides %s', async (text, expected) => {
    expect((await shown([order], text)).text).toBe(expected)
  })

  test('hides where a long line is cut into stretches', async () => {
    for (let length = 1_780; length < 2_060; length += 3) {
      const around = (value: string): string =>
        `${'x'.repeat(length)} ${value} ${'y '.repeat(3_000)}`
      expect((await shown([order], around('KV-20260105'))).text).toBe(around('«order-ref»'))
    }
  })

  test('counts, and hides the same value under the same token', async () => {
    const { text, hidden } = await shown([order], 'KV-20260105 KV-20260105')
    expect([text, hidden]).toEqual(['«order-ref» «order-ref»', { 'order-ref': 2 }])
  })

  test('holds in its own profile alone when it names one', async () => {
    const rule = { ...order, profile: 'text' } as const
    expect((await shown([rule], 'KV-20260105', 'log')).text).toBe('KV-20260105')
    expect((await shown([rule], 'KV-20260105', 'text')).text).toBe('«order-ref»')
  })

  test('looks at keys, numbers and identifiers of documents', async () => {
    const redactor = createRedactor({
      vault: createMemoryVault(),
      readable: [],
      rules: await compileRules([order, { class: 'account', pattern: '\\b77\\d{7}\\b' }]),
    })
    const raw = {
      'KV-20260105': { trace: { id: 'KV-20260105' } },
      n: 771234567,
      list: ['KV-20260105'],
    }
    const { value } = redactor.json(raw, { incident: null, profile: 'log' })
    expect(JSON.stringify(value)).not.toMatch(/KV-2026|771234567/)
  })

  test('takes time in proportion on texts that are meant to be slow for a backtracking engine', async () => {
    const rules = await compileRules([
      { class: 'slow', pattern: '(?:x+x+)+y9' },
      { class: 'slower', pattern: '(?:[a-z]+[a-z]*)*9Z' },
    ])
    const text = 'x'.repeat(200_000)
    expect(rules(text, 'log')).toEqual([])
  })
})

describe('what cannot be a rule is refused by its place, never by its text', () => {
  test.each([
    ['(?=KV)\\w+7x', 'is no regular expression, or has a lookaround or a back-reference'],
    ['(?<!K)V\\d{8}', 'is no regular expression, or has a lookaround or a back-reference'],
    ['(KV)-\\1', 'is no regular expression, or has a lookaround or a back-reference'],
    ['KV-(\\d{8}', 'is no regular expression, or has a lookaround or a back-reference'],
    ['(?:KV)*', 'matches the empty text, ordinary words, numbers or instants'],
    ['.+', 'matches the empty text, ordinary words, numbers or instants'],
    ['\\w+', 'matches the empty text, ordinary words, numbers or instants'],
    ['\\d{4}', 'matches the empty text, ordinary words, numbers or instants'],
    ['\\b', 'matches the empty text, ordinary words, numbers or instants'],
    [`KV${'[0-9]'.repeat(300)}`, 'is too long'],
    ['(?:KV(?:[a-z]{90}[0-9]{90}){9}){9}', undefined],
  ])('%.40s', async (pattern, why) => {
    const fault = await compileRules([order, { class: 'bad', pattern }]).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (why === undefined) {
      expect(fault).toMatchObject({ code: 'INVALID_INPUT' })
      return
    }
    expect(fault).toMatchObject({
      code: 'INVALID_INPUT',
      message: `The configuration is not valid: redaction.patterns.1.pattern ${why}.`,
    })
  })

  test('more than a hundred', async () => {
    await expect(compileRules(Array.from({ length: 101 }, () => order))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })
})

let world: World | undefined
afterEach(() => {
  world?.remove()
  world = undefined
})

test.each([
  [
    'a pattern',
    { patterns: [order, { class: 'secret-plan', pattern: '(?=Falcon)' }] },
    'redaction.patterns.1.pattern',
  ],
  ['an unknown key', { paterns: [order] }, 'redaction.paterns'],
  ['a class', { patterns: [{ class: 'Order Ref', pattern: 'KV' }] }, 'redaction.patterns.0.class'],
])(
  'the server refuses to start for %s that cannot be used and says where (G1)',
  async (_, redaction, place) => {
    world = makeWorld({ config: { redaction } })
    const child = spawn(process.execPath, [baton, 'serve'], {
      env: { ...world.env, PATH: process.env['PATH'] ?? '' },
    })
    child.stdin.end()
    const [out, err, [code]] = await Promise.all([
      readAll(child.stdout),
      readAll(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ])
    expect(code).toBeGreaterThan(0)
    expect(out).toBe('')
    expect(err).toContain(place)
    expect(err).not.toMatch(/Falcon|KV-|Order Ref/)
    expect(existsSync(world.path('home'))).toBe(false)
  },
)

test('a value of a rule leaves by no path: answers, resources, files, the record (G1)', async () => {
  const value = 'KV-20260105'
  world = makeWorld({
    config: { redaction: { patterns: [order] } },
    plant: () => ` for order ${value}`,
  })
  const door = await openDoor(world)
  const incident = await openIncident(door)
  const logs = await door.call('query_logs', { incident })
  expect(logs.text).toContain('«order-ref:')
  await door.call('record_note', { incident, kind: 'observation', text: `all about ${value}` })
  await door.call('get_incident', { incident })
  await door.call('render_packet', { incident })
  await door.client.listResources()
  await door.close()
  expect(door.received.join('\n')).not.toContain(value)
  const files = readdirSync(world.path('home'), { recursive: true, withFileTypes: true })
  for (const file of files.filter((entry) => entry.isFile())) {
    expect(readFileSync(join(file.parentPath, file.name)).includes(value), file.name).toBe(false)
  }
})
