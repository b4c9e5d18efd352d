import { createServer, type IncomingMessage } from 'node:http'

import { expect, onTestFinished, test } from 'vitest'

import { addressesOf, addressOf, pageOf } from '../../../src/adapters/azure-devops/addresses.ts'
import { azureDevOpsChanges } from '../../../src/adapters/azure-devops/changes.ts'
import { bearerOfClient } from '../../../src/adapters/azure-devops/entra.ts'
import { dispatcherFor } from '../../../src/adapters/network/dispatcher.ts'
import * as documents from '../../support/azure-devops/documents.ts'
import { faults } from '../../support/azure-devops/faults.ts'
import { azureDevOpsOptions } from '../../support/azure-devops/options.ts'
import { type Fault, json, openAzureDevOps, type Setup } from '../../support/azure-devops/server.ts'

const signal = new AbortController().signal
const now = Date.UTC(2026, 10, 23, 8)
const hour = { fromMs: now - 3_600_000, toMs: now }

async function opened(setup: Partial<Setup>, more = {}) {
  const fake = await openAzureDevOps({ nowMs: () => now, ...setup })
  onTestFinished(fake.close)
  const source = azureDevOpsChanges(azureDevOpsOptions(fake.url, () => now, more))
  return { fake, source }
}

test.each([
  ['https://dev.azure.com/acme', 'https://dev.azure.com/acme/', 'https://vsrm.dev.azure.com/acme/'],
  [
    'https://acme.visualstudio.com',
    'https://acme.visualstudio.com/',
    'https://acme.vsrm.visualstudio.com/',
  ],
  [
    'https://tfs.example/tfs/Default/',
    'https://tfs.example/tfs/Default/',
    'https://tfs.example/tfs/Default/',
  ],
  [
    'https://dev.azure.com.evil.example/a',
    'https://dev.azure.com.evil.example/a/',
    'https://dev.azure.com.evil.example/a/',
  ],
])('%s keeps its classic releases where it does', (url, base, releases) => {
  const found = addressesOf(url, 'Web Shop')
  expect([found.base.href, found.releases.href]).toEqual([base, releases])
})

test('pages of people lie on the configured host and nowhere else', () => {
  const there = addressesOf('https://dev.azure.com/acme', 'Web Shop')
  expect(pageOf(there, ['_build', 'results'], { buildId: '7&x=1' })).toBe(
    'https://dev.azure.com/acme/Web%20Shop/_build/results?buildId=7%26x%3D1',
  )
  expect(pageOf(addressesOf('http://127.0.0.1:1/acme', 'shop'), ['_build'])).toBeNull()
  const url = addressOf(there.base, 'Web Shop', ['build', 'builds', '../../x', 'workitems'], {})
  expect(url.pathname).toBe('/acme/Web%20Shop/_apis/build/builds/..%2F..%2Fx/workitems')
  for (const part of ['.', '..', '']) {
    expect(() => addressOf(there.base, 'Web Shop', ['build', part, 'x'], {})).toThrow(/never says/)
  }
})

test.each([
  [{ kind: 'pat', token: 'p-1' } as const, `Basic ${Buffer.from('PAT:p-1').toString('base64')}`],
  [{ kind: 'bearer', token: 'ey.1' } as const, 'Bearer ey.1'],
])(
  '%j goes with every request, and redirections of sign-ins are not wanted',
  async (credentials, header) => {
    const { source, fake } = await opened({}, { credentials: () => credentials })
    await source.changes(hour, signal)
    expect(fake.headers.length).toBeGreaterThan(0)
    for (const headers of fake.headers) {
      expect(headers.authorization).toBe(header)
      expect(headers['x-tfs-fedauthredirect']).toBe('Suppress')
    }
  },
)

async function entra(answer: Fault) {
  const seen: { url: string | undefined; body: string }[] = []
  const server = createServer((request: IncomingMessage, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      seen.push({ url: request.url, body })
      answer(response, request)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  onTestFinished(() => server.closeAllConnections())
  const address = server.address()
  const authority = new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
  let at = now
  const network = { caFile: null, proxy: { url: null, except: '' } }
  const token = bearerOfClient(
    { tenant: 'acme', id: 'app', secret: 's&cret' },
    { authority, nowMs: () => at, dispatcher: () => dispatcherFor(authority.href, network) },
  )
  return { seen, token, pass: (ms: number) => (at += ms) }
}

test('an application asks for its token once, and again before it ends', async () => {
  const { seen, token, pass } = await entra((response) =>
    json(response, { status: 200, body: { access_token: 'ey.app', expires_in: 3_599 } }),
  )
  expect([await token(signal), await token(signal)]).toEqual(['ey.app', 'ey.app'])
  expect(seen).toHaveLength(1)
  expect(seen[0]?.url).toBe('/acme/oauth2/v2.0/token')
  expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: 'app',
    client_secret: 's&cret',
    scope: '499b84ac-1321-427f-aa17-267ca6975798/.default',
  })
  pass(3_300_000)
  await token(signal)
  expect(seen).toHaveLength(2)
})

test.each([
  ['401', /does not accept our credentials/],
  ['400', /does not accept our credentials/],
  ['500', /not available/],
  ['a null body', /something that it never says/],
  ['broken JSON', /broken JSON/],
  ['a reset in the middle', /broke off/],
] as const)('%s in place of a token is said in our words', async (name, words) => {
  const { token } = await entra(faults[name])
  await expect(token(signal)).rejects.toThrow(words)
})

test.each([
  ['7.1', 3],
  ['6.0', 2],
])(
  'a Server of before is asked where it keeps environments, for version %s',
  async (apiVersion, cost) => {
    const holdings = {
      environments: [documents.environment(12, 'Production')],
      records: [
        documents.record({
          id: 2,
          environmentId: 12,
          run: { id: 1, name: '20261123.1' },
          startedAt: now - 600_000,
        }),
      ],
    }
    const { source, fake } = await opened(
      { ...holdings, isOld: true, judged: false },
      { apiVersion },
    )
    const { changes, gaps } = await source.changes(hour, signal)
    expect(gaps).toEqual([])
    expect(changes.map(({ id }) => id)).toEqual(['environment:12:2'])
    expect(fake.seen.filter((one) => one.includes('/environments'))).toHaveLength(cost)
  },
)

test('check tells which right is missing and which part can be read', async () => {
  const builds = [documents.build({ id: 1, startedAt: now - 600_000 })]
  const { source, fake } = await opened({ builds })
  expect(await source.check(signal)).toEqual([
    {
      source: source.name,
      state: 'ok',
      message: 'It can be read; nothing but reading is ever asked.',
    },
  ])
  expect(fake.violations).toEqual([])
  expect(fake.seen).toHaveLength(4)
  const barred = await opened({ fault: { at: /environments/, how: faults['403'] } })
  expect((await barred.source.check(signal)).map(({ state, message }) => [state, message])).toEqual(
    [
      [
        'warning',
        'Environments cannot be read, which takes the right Build (read): Our credentials may not read this (403). Give the token the right to read it.',
      ],
      ['ok', 'It can be read; nothing but reading is ever asked.'],
    ],
  )
})

test('check tells a repository that is named and not there, or may not be read', async () => {
  const fault = { at: /commits/, how: faults['404'] }
  const unnamed = await opened({ fault }, { repository: 'Web Shop' })
  expect((await unnamed.source.check(signal)).map(({ state }) => state)).toEqual(['ok'])
  const named = await opened({ fault })
  expect((await named.source.check(signal))[0]?.message).toMatch(/^Commits cannot be read/)
})

test('check tells environments that are not there where no classic release could have them', async () => {
  const environments = [documents.environment(1, 'Production')]
  const named = { environments: { live: { environment: 'production' } }, classicReleases: false }
  const { source } = await opened({ environments }, named)
  expect((await source.check(signal)).map(({ state }) => state)).toEqual(['warning', 'ok'])
})

test('whoever stops waiting stops the question', async () => {
  const { source } = await opened({ fault: { at: /./, how: faults.silence } })
  const stop = new AbortController()
  const asked = source.changes(hour, stop.signal)
  stop.abort(new Error('aborted by the caller'))
  await expect(asked).rejects.toThrow(/aborted by the caller/)
})
