import { readFileSync } from 'node:fs'

import { afterEach, describe, expect, test } from 'vitest'

import { closeCase, door, incident, openCase } from '../support/case.ts'
import {
  type ClusterSetup,
  type FakeCluster,
  openCluster,
} from '../support/search-cluster/cluster.ts'
import { held } from '../support/search-cluster/documents.ts'
import { faults, upstreamText } from '../support/search-cluster/faults.ts'
import { type Server, servers } from '../support/search-cluster/sources.ts'
import { makeWorld, startMs } from '../support/world.ts'

let clusters: FakeCluster[] = []

afterEach(async () => {
  const wrong = clusters.flatMap(({ violations }) => violations)
  await closeCase()
  await Promise.all(clusters.map(({ close }) => close()))
  clusters = []
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
})

const planted = (index: number): string =>
  ` card 4242424242424242 of zoe.quill@customer.example for n${index % 67}@customer.example`

/** The logs of the usual world, as documents. */
function documents(): readonly object[] {
  const world = makeWorld({ plant: planted })
  const lines = readFileSync(world.path('logs/auth.ndjson'), 'utf8').trimEnd().split('\n')
  world.remove()
  return lines.map((line) => JSON.parse(line) as object)
}

/** Opens a case whose logs lie in a cluster. */
async function openOn(
  server: Server,
  setup: Partial<ClusterSetup> = {},
  more: object = {},
): Promise<FakeCluster> {
  const { product, version } = servers[server]
  const cluster = await openCluster({
    product,
    version,
    documents: held('logs-app', documents()),
    nowMs: () => startMs,
    ...setup,
  })
  clusters.push(cluster)
  const entry = { [product]: { url: cluster.url, indices: ['logs-app'], ...more } }
  const logs = [{ ...entry, environment: 'production', region: 'eu-west-1' }]
  await openCase(makeWorld({ config: { logs } }))
  return cluster
}

interface Answer {
  readonly totals: { readonly total: number; readonly errors: number; readonly partial: boolean }
  readonly gaps: readonly { readonly source: string; readonly reason: string }[]
}

async function query(args: Record<string, unknown> = {}): Promise<Answer> {
  const { structured, text } = await door.call('query_logs', { incident, ...args })
  if (!('totals' in structured)) throw new Error(text)
  return structured as unknown as Answer
}

describe.each(['Elasticsearch 9', 'OpenSearch'] as const)('%s behind the door', (server) => {
  test('G1: answers what the same documents in files do, and nothing personal in them', async () => {
    await openOn(server)
    const found = (await door.call('query_logs', { incident, samples: 5 })).structured
    expect(JSON.stringify(door.received)).not.toMatch(/4242424242424242|@customer\.example/)
    await closeCase()
    await openCase(makeWorld({ plant: planted }))
    const { structured } = await door.call('query_logs', { incident, samples: 5 })
    const same = ['totals', 'gaps', 'histogram', 'onset', 'affectedUsers', 'tops'] as const
    for (const part of same) expect(found[part], part).toEqual(structured[part])
    const count = (answer: Record<string, unknown>): readonly unknown[] =>
      (answer['patterns'] as { count: number }[]).map((pattern) => pattern.count)
    expect(count(found)).toEqual(count(structured))
  })

  test('G1: counting hits of a prefix spells out nothing, nor does what the gaps say', async () => {
    await openOn(server)
    expect((await query({ text: 'login failed' })).totals.total).toBeGreaterThan(100)
    const absent = await query({ text: 'nobody.here@customer' })
    for (const prefix of ['4242424242424242', 'zoe.quill@customer', 'zoe', 'n12@customer']) {
      const { totals, gaps } = await query({ text: prefix })
      expect([totals, gaps], prefix).toEqual([absent.totals, absent.gaps])
    }
    const everything = await query({ query: 'NOT nobody' })
    const barred = await query({ query: 'NOT "zoe.quill@customer.example"' })
    expect(barred.totals).toEqual(everything.totals)
  })

  test('G1: shards that failed are said with their number, and no word of theirs', async () => {
    await openOn(server, { shards: { failed: 1 } })
    const { totals, gaps } = await query()
    expect(totals.partial).toBe(true)
    expect(gaps).toEqual([
      {
        source: 'logs-app',
        reason: '1 of 2 shards failed: their events are missing from every figure.',
      },
    ])
    expect(JSON.stringify(door.received)).not.toContain('canary')
  })

  test('G1: an index that may not be read is a gap by its name', async () => {
    await openOn(
      server,
      { forbidden: ['logs-payments'] },
      { indices: ['logs-app', 'logs-payments'] },
    )
    const { totals, gaps } = await query()
    expect(totals.total).toBeGreaterThan(100)
    expect(gaps.map(({ source }) => source)).toEqual(['logs-payments'])
    expect(gaps[0]?.reason).toMatch(/may not read it \(403\)/)
  })

  test('G1: credentials that may write get no data, unless the configuration allows it', async () => {
    await openOn(server, { extra: ['write'] })
    const { totals, gaps } = await query()
    expect(totals).toMatchObject({ total: 0, partial: true })
    expect(gaps[0]?.reason).toMatch(/^Nothing was read: its credentials may also write/)
    expect(clusters[0]!.seen.some(({ path }) => path.endsWith('_search'))).toBe(false)
    await closeCase()
    await openOn(server, { extra: ['write'] }, { allowWriteKey: true })
    expect((await query()).totals.total).toBeGreaterThan(100)
  })

  test('G1: a cluster without access control gets no question about data', async () => {
    await openOn(server, { unguarded: true })
    const { totals, gaps } = await query()
    expect(totals.total).toBe(0)
    expect(gaps[0]?.reason).toMatch(/^Nothing was read: it has no access control/)
  })

  test.each(['endless', 'HTML of a proxy', '503', 'reset in the middle'] as const)(
    'G1: %s is a gap in our words, and the next call is answered',
    async (name) => {
      await openOn(server, { fault: { at: /_search$/, how: faults[name], times: 30 } })
      const { totals, gaps } = await query()
      expect([totals.total, totals.partial]).toEqual([0, true])
      expect(gaps[0]?.reason).toMatch(/\. [A-Z]/)
      expect(JSON.stringify(door.received)).not.toContain(upstreamText.slice(0, 12))
      expect((await door.call('get_incident', { incident })).isError).toBe(false)
    },
  )
})
