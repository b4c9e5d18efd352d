import { beforeAll, describe, expect, test } from 'vitest'

import { held } from '../../support/search-cluster/documents.ts'
import { type Fault, faults, upstreamText } from '../../support/search-cluster/faults.ts'
import { serverNames, servers, sourceOn } from '../../support/search-cluster/sources.ts'
import { ask, base, ecs, reasons } from './asking.ts'

const documents = held('logs-app', ecs(40))
const anySearch = /_search$/
const budgetMs = 400

/** What each fault is called in an answer: its cause, and what to do. */
const told: Readonly<Record<keyof typeof faults, RegExp>> = {
  '401': /does not accept our credentials \(401\)\. Renew the key/,
  '403': /may not read it \(403\)\. Ask whoever runs the cluster/,
  '404': /nothing of that name \(404\)\. Correct the names/,
  '406': /does not speak with this client \(406\)\. Servers 8 and 9/,
  '429': /too many requests \(429\)\. Ask again/,
  '500': /It failed \(500\)\. Ask again/,
  '503': /not available now \(502 to 504\)\. Ask again soon/,
  '50 MB': /larger than 4 MB and was cut off\. Ask for a shorter window/,
  '50 MB as it says itself': /larger than 4 MB and was cut off\. Ask for a shorter window/,
  endless: /larger than 4 MB and was cut off\. Ask for a shorter window/,
  drip: /had not answered when time was up\. Ask for a shorter window/,
  silence: /had not answered when time was up\. Ask for a shorter window/,
  'reset in the middle': /broke off in the middle of an answer\. Ask again/,
  'HTML of a proxy': /A web page came in place of an answer.*Correct the url or the proxy/,
  'broken JSON': /broken JSON\. Look at what stands in between/,
  'another JSON': /something that no search cluster says\. Check the url/,
  redirection: /redirection, which is not followed\. Correct the url/,
}

/** Loading a client takes longer than the shortest deadline here. */
beforeAll(async () => {
  await Promise.all([import('@elastic/elasticsearch'), import('@opensearch-project/opensearch')])
})

describe.each(serverNames)('%s under fault', (server) => {
  test.each(Object.entries(faults) as [keyof typeof faults, Fault][])(
    '%s is answered within the deadline with its cause and the next step (G1: in our words alone)',
    async (name, how) => {
      const setup = { documents, judged: false, fault: { at: anySearch, how } }
      const isSlow = name === 'drip' || name === 'silence'
      const { source } = await sourceOn(server, setup, isSlow ? { budgetMs } : {})
      const before = process.memoryUsage()
      const started = performance.now()
      const found = await ask(source)
      const tookMs = performance.now() - started
      const grown = growth(before)
      expect(reasons(found).join(' ')).toMatch(told[name])
      expect(JSON.stringify(found)).not.toContain(upstreamText.split(' ')[0])
      expect([found.total, found.sources, found.samples]).toEqual([0, [], []])
      expect(tookMs).toBeLessThan(isSlow ? budgetMs + 3_000 : 15_000)
      expect(grown).toBeLessThan(32 * 1024 * 1024)
    },
  )

  test('a fault that passes is answered from the next question on', async () => {
    const setup = { documents, fault: { at: /GET \/$/, how: faults['503'], times: 1 } }
    const { source } = await sourceOn(server, setup)
    expect(reasons(await ask(source))[0]).toMatch(told['503'])
    const found = await ask(source)
    expect([found.total, found.gaps]).toEqual([40, []])
  })

  test('nobody there', async () => {
    const { source, cluster } = await sourceOn(server, {})
    await cluster.close()
    expect(reasons(await ask(source))).toEqual([
      'It cannot be reached. Check the url, the network and the proxy.',
    ])
  })

  test('too many requests are asked once more when the pause fits into the deadline', async () => {
    const pauses: number[] = []
    const wait = async (ms: number): Promise<void> => void pauses.push(ms)
    const at = /POST \/logs-app\/_search$/
    const how: Fault = (response) => response.writeHead(429, { 'retry-after': '4' }).end()
    const setup = { documents, fault: { at, how, times: 1 } }
    const { source } = await sourceOn(server, setup, { wait })
    const found = await ask(source)
    expect([found.total, found.gaps]).toEqual([40, []])
    expect(pauses).toHaveLength(1)
    expect(pauses[0]).toBeGreaterThan(2_000)
    expect(pauses[0]).toBeLessThanOrEqual(4_000)
  })

  test('half of the shards failed, and the search ran out of time: said with numbers', async () => {
    const shards = { total: 2, failed: 1, timedOut: true, terminatedEarly: true }
    const { source } = await sourceOn(server, { documents, shards })
    const found = await ask(source)
    expect(found.total).toBe(20)
    expect(reasons(found)).toEqual([
      '1 of 2 shards failed: their events are missing from every figure.',
      'The cluster stopped when its time was up: every figure may be too low.',
      'The cluster stopped counting early: every figure may be too low.',
    ])
    expect(JSON.stringify(found)).not.toContain('canary')
  })

  test('a remote cluster that was skipped is said: the cluster calls that success', async () => {
    const { source } = await sourceOn(server, { documents, across: { total: 3, skipped: 1 } })
    const found = await ask(source)
    expect(found.total).toBe(40)
    expect(reasons(found)).toEqual([
      '1 of 3 clusters did not answer in full: every figure may be too low.',
    ])
  })

  test('all questions of one call share its deadline', async () => {
    const setup = { documents, judged: false, fault: { at: anySearch, how: faults.silence } }
    const { source } = await sourceOn(server, setup, { budgetMs })
    const { signal } = new AbortController()
    const started = performance.now()
    await source.search(base, signal)
    const found = await source.search(base, signal)
    expect(performance.now() - started).toBeLessThan(2 * budgetMs)
    expect(reasons(found)).toEqual([expect.stringMatching(/when time was up/)])
  })

  test('credentials that may not ask for the version are fine', async () => {
    const setup = { documents, fault: { at: /^GET \/$/, how: faults['403'] } }
    const { source } = await sourceOn(server, setup)
    const found = await ask(source)
    expect([found.total, found.gaps]).toEqual([40, []])
  })

  test.each([
    [125_000, '125 seconds ahead of'],
    [-3_600_000, '3600 seconds behind'],
  ])('a clock that is %i ms off is said', async (skewMs, words) => {
    const nowMs = (): number => Math.floor(Date.now() / 1_000) * 1_000
    const { source } = await sourceOn(server, { documents, skewMs }, { nowMs })
    const found = await ask(source)
    expect(found.total).toBe(40)
    expect(reasons(found).join()).toContain(words)
  })

  test('a clock that is half a minute off is not', async () => {
    const { source } = await sourceOn(server, { documents, skewMs: 30_000 })
    expect((await ask(source)).gaps).toEqual([])
  })

  test('an index that may not be read is a gap by its name, the others answer', async () => {
    const setup = { documents, forbidden: ['logs-payments'] }
    const indices = ['logs-app', 'logs-payments']
    const { source } = await sourceOn(server, setup, { indices })
    const found = await ask(source)
    expect([found.total, found.sources]).toEqual([40, ['logs-app']])
    expect(found.gaps.map((gap) => gap.source)).toEqual(['logs-payments'])
    expect(reasons(found)[0]).toMatch(/may not read it \(403\)/)
  })

  test('a name behind which there is nothing is a gap, the others answer', async () => {
    const indices = ['logs-app', 'logs-gone', 'logs-none-*']
    const { source } = await sourceOn(server, { documents }, { indices })
    const found = await ask(source)
    expect([found.total, found.sources]).toEqual([40, ['logs-app']])
    expect(found.gaps.map((gap) => gap.source)).toEqual(['logs-gone', 'logs-none-*'])
  })
})

test.each([
  [
    'Elasticsearch 9',
    'OpenSearch',
    'It is OpenSearch. Write opensearch: in place of elasticsearch: in baton.yaml.',
  ],
  [
    'OpenSearch',
    'Elasticsearch 9',
    'It is Elasticsearch. Write elasticsearch: in place of opensearch: in baton.yaml.',
  ],
] as const)(
  'the client of %s at a server of %s says which it is',
  async (client, server, words) => {
    const other = await sourceOn(server, { documents })
    const { source } = await sourceOn(client, {}, { url: other.cluster.url })
    expect(reasons(await ask(source))).toEqual([words])
  },
)

test.each(serverNames)('%s: a server that is neither is named as such', async (client) => {
  const how: Fault = (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"name":"nginx"}')
  const { source } = await sourceOn(client, { fault: { at: /./, how } })
  expect(reasons(await ask(source))).toEqual([
    'It is neither Elasticsearch nor OpenSearch. Correct the url.',
  ])
})

test('a server of an older version is named as such', async () => {
  const { source } = await sourceOn('Elasticsearch 8', { version: '7.17.9' })
  expect(reasons(await ask(source))[0]).toMatch(/older than what is read/)
})

test.each(serverNames)('%s is spoken to in its own version', async (server) => {
  const { source, cluster } = await sourceOn(server, { documents })
  await ask(source)
  const { version, product } = servers[server]
  const wanted =
    product === 'opensearch'
      ? 'application/json'
      : `application/vnd.elasticsearch+json; compatible-with=${version[0]}`
  const searches = cluster.seen.filter(({ path }) => path.endsWith('_search'))
  expect(new Set(searches.map(({ headers }) => headers['content-type']))).toEqual(new Set([wanted]))
})

test('the serverless kind is spoken to in its own version', async () => {
  const setup = { documents, version: '8.11.0', flavor: 'serverless' }
  const { source, cluster } = await sourceOn('Elasticsearch 9', setup)
  expect((await ask(source)).total).toBe(40)
  const searches = cluster.seen.filter(({ path }) => path.endsWith('_search'))
  for (const { headers } of searches) {
    expect([headers['elastic-api-version'], headers['content-type']]).toEqual([
      '2023-10-31',
      'application/json',
    ])
  }
})

/** Bytes that are held beyond those before, those of answers among them. */
function growth(before: NodeJS.MemoryUsage): number {
  const now = process.memoryUsage()
  return now.heapUsed + now.external - before.heapUsed - before.external
}
