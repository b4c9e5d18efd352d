import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { seeded } from '../../src/domain/seeded.ts'
import { loadScenario } from '../../gameday/scenario/load.ts'
import { Counters, errorRate } from '../../gameday/service/counters.ts'
import { type SmallService, startService } from '../../gameday/service/server.ts'
import { flagFile, switchFlag } from '../../gameday/world/flag-file.ts'
import { witnessFlags } from '../../gameday/witness.ts'

const scenarioFile = join(import.meta.dirname, '../../gameday/scenario/auth-regression.yaml')
const scenario = { ...loadScenario(scenarioFile) }
scenario.traffic = { ...scenario.traffic, noise: 0 }
const { flag } = scenario.fault
let folder = ''
let flags = ''
let service: SmallService
const nowMs = (): number => Date.UTC(2026, 10, 23, 7)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'service-'))
  flags = join(folder, 'flags.json')
  writeFileSync(flags, flagFile(scenario.flags))
  service = await startService({
    scenario,
    flagFile: flags,
    logs: folder,
    random: seeded(1),
    nowMs,
  })
})
afterEach(async () => {
  await service.close()
  rmSync(folder, { recursive: true, force: true })
})

async function login(keyId: string, user = 'synthetic-user'): Promise<number> {
  const headers = { 'x-key-id': keyId, 'x-user': user, 'x-forwarded-for': '203.0.113.9' }
  const answer = await fetch(`${service.url}/v1/auth/login`, {
    method: 'POST',
    headers,
    body: '{}',
  })
  await answer.text()
  return answer.status
}

async function counters(): Promise<Counters> {
  return Counters.parse(await (await fetch(`${service.url}/internal/counters`)).json())
}

function seen(reads: number): Promise<void> {
  return vi.waitFor(() => expect(service.flags.reads).toBe(reads), { timeout: 15_000, interval: 5 })
}

describe('the flag', () => {
  test('breaks the cohort and restores it', async () => {
    expect([await login('key-2025-11'), await login('key-2026-08')]).toEqual([200, 200])
    switchFlag(flags, flag, true)
    await seen(2)
    const broken = await counters()
    expect([await login('key-2025-11'), await login('key-2026-08')]).toEqual([500, 200])
    expect(errorRate(broken, await counters(), 'login')).toBe(0.5)
    switchFlag(flags, flag, false)
    await seen(3)
    const mended = await counters()
    expect([await login('key-2025-11'), await login('key-2026-08')]).toEqual([200, 200])
    expect(errorRate(mended, await counters(), 'login')).toBe(0)
  })

  test('is seen at every rename, not only at the first', async () => {
    for (let turn = 1; turn <= 8; turn += 1) {
      const on = turn % 2 === 1
      switchFlag(flags, flag, on)
      await seen(turn + 1)
      expect(await login('key-2025-11')).toBe(on ? 500 : 200)
    }
  })

  test('keeps its state while the file is broken', async () => {
    switchFlag(flags, flag, true)
    await seen(2)
    const whole = readFileSync(flags, 'utf8')
    writeFileSync(`${flags}.half`, whole.slice(0, 40))
    renameSync(`${flags}.half`, flags)
    expect(await login('key-2025-11')).toBe(500)
    writeFileSync(`${flags}.whole`, whole.replace('"on": true', '"on": false'))
    renameSync(`${flags}.whole`, flags)
    await seen(3)
    expect(await login('key-2025-11')).toBe(200)
  })

  test('is watched by the witness, who counts what really changed', () => {
    const witness = witnessFlags(flags)
    expect(witness.effects()).toEqual([])
    switchFlag(flags, flag, true)
    expect(witness.effects()).toEqual([`${flag} on`])
    switchFlag(flags, 'webhook-retry-v2', true)
    expect(witness.effects()).toEqual([`${flag} on`, 'webhook-retry-v2 on'])
    witness.close()
  })
})

test('a failure is logged with its stack, ids and the careless personal data that Baton must hide', async () => {
  switchFlag(flags, flag, true)
  await seen(2)
  await login('key-2025-11', 'eulalia.quorvath@ember-optics.example')
  const line: unknown = JSON.parse(readFileSync(join(folder, 'auth.ndjson'), 'utf8'))
  expect(line).toMatchObject({
    '@timestamp': '2026-11-23T07:00:00.000Z',
    log: { level: 'error' },
    event: { dataset: 'auth.access', outcome: 'failure' },
    service: { name: 'auth', version: '4.18.0+7c1f2ae', environment: 'production' },
    cloud: { region: 'eu-west-1' },
    http: { response: { status_code: 500 } },
    url: { path: '/v1/auth/login' },
    user: { email: 'eulalia.quorvath@ember-optics.example' },
    client: { ip: '203.0.113.9' },
    error: { type: 'TypeError', stack_trace: expect.stringContaining('validator.js:88:31') },
    message: expect.stringMatching(/failed for eulalia\.quorvath@ember-optics\.example from 203/),
  })
})

test.each([
  ['an unknown path', '/v1/nothing', { method: 'GET' }, 404],
  ['another method', '/v1/auth/login', { method: 'GET' }, 404],
  ['a body that is no JSON', '/v1/orders', { method: 'POST', body: '{' }, 400],
  ['a body that is too big', '/v1/orders', { method: 'POST', body: 'x'.repeat(20_000) }, 400],
])('%s is answered with an error and not counted', async (_, path, init, status) => {
  expect((await fetch(`${service.url}${path}`, init)).status).toBe(status)
  expect(Object.values(await counters()).map(({ requests }) => requests)).toEqual([0, 0, 0])
})
