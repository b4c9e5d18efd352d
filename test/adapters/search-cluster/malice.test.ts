import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import { expect, onTestFinished, test } from 'vitest'

import { exchange } from '../../../src/adapters/search-cluster/exchange.ts'
import { toIso } from '../../../src/domain/time.ts'
import { held } from '../../support/search-cluster/documents.ts'
import { sourceOn } from '../../support/search-cluster/sources.ts'
import { ask, ecs, reasons } from './asking.ts'

interface Asked {
  readonly size: number
  readonly aggregations?: object
}

const type = { 'content-type': 'application/json' }
const whole = { total: 2, successful: 2, failed: 0 }
const counted = { doc_count: 0, values: { buckets: [] }, bad: { doc_count: 0 } }

/** An answer of the right shape whose figures are made up. */
function lie({ aggregations = {} }: Asked, hits: readonly unknown[], more: object = {}): object {
  const given = Object.keys(aggregations).map((name) => {
    if (name === 'bad') return [name, { doc_count: 500_000 }]
    return [name, name === 'buckets' ? { buckets: [] } : counted]
  })
  const total = { value: 500_000, relation: 'eq' }
  return {
    timed_out: false,
    _shards: whole,
    hits: { total, hits },
    aggregations: Object.fromEntries(given) as object,
    ...more,
  }
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/** Asks a cluster that is honest until it is searched. */
async function deceived(answer: (asked: Asked) => object) {
  const documents = held('logs-app', ecs(40))
  const { cluster } = await sourceOn('OpenSearch', { documents, judged: false })
  const tell = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    const { method = 'GET', url = '/' } = request
    if (/_search(?:\?|$)/.test(url)) {
      response.writeHead(200, type).end(JSON.stringify(answer(JSON.parse(body) as Asked)))
      return
    }
    const sent = { method, headers: type, ...(body !== '' && { body }) }
    const told = await fetch(`${cluster.url}${url}`, sent)
    response.writeHead(told.status, type).end(await told.text())
  }
  const front = createServer((request, response) => void tell(request, response))
  const url = await listening(front)
  const { source } = await sourceOn('OpenSearch', { documents, judged: false }, { url })
  return ask(source)
}

const hitsOf = (count: number, sort: (i: number) => unknown): readonly unknown[] =>
  Array.from({ length: count }, (_, i) => ({ sort: [sort(i), 'a', i], fields: { message: ['x'] } }))

test.each([8.7e15, -5, 1e300, 'never'])('a moment such as %s is no event', async (moment) => {
  const found = await deceived((asked) =>
    lie(
      asked,
      hitsOf(Math.min(3, asked.size), () => moment),
    ),
  )
  expect(found.samples).toEqual([])
  expect(found.errorEvents).toEqual([])
})

test('pages without end are not kept without end', async () => {
  const found = await deceived((asked) =>
    lie(
      asked,
      hitsOf(asked.size, (i) => Date.UTC(2026, 0) + i),
    ),
  )
  expect(found.errorEvents.length).toBeLessThan(25_000)
  expect(found.errorEvents.map(({ atMs }) => toIso(atMs)).length).toBeGreaterThan(0)
})

test('more hits than were asked for are no answer', async () => {
  const found = await deceived((asked) =>
    lie(
      asked,
      hitsOf(asked.size + 1, () => 1),
    ),
  )
  expect(reasons(found).join(' ')).toMatch(/something that no search cluster says/)
})

test('an answer without a total is none, and a lower bound is said to be one', async () => {
  const none = await deceived((asked) => lie(asked, [], { hits: { hits: [] } }))
  expect(reasons(none).join(' ')).toMatch(/something that no search cluster says/)
  const total = { value: 500_000, relation: 'gte' }
  const bound = await deceived((asked) => lie(asked, [], { hits: { total, hits: [] } }))
  expect(reasons(bound).join(' ')).toMatch(/stopped counting early: every figure may be too low/)
})

test('shards that say nothing count as failed', async () => {
  const _shards = { total: 5, successful: 2, failed: 0 }
  const found = await deceived((asked) => lie(asked, [], { _shards }))
  expect(reasons(found).join(' ')).toMatch(/^3 of 5 shards failed/)
})

test('an id that would lead to another path is never asked for', async () => {
  const asked = {
    method: 'DELETE',
    base: new URL('http://127.0.0.1:1/logs/'),
    path: '/_async_search/..',
    query: '',
    headers: {},
    body: null,
    signal: new AbortController().signal,
  }
  const dispatcher = (): never => {
    throw new Error('asked')
  }
  const wire = { dispatcher, nowMs: () => 0, skewMs: null }
  await expect(exchange(asked, wire)).rejects.toMatchObject({ kind: 'rejected' })
})
