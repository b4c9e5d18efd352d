import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { elasticsearchLogs } from '../../src/adapters/search-cluster/elasticsearch.ts'
import { openSearchLogs } from '../../src/adapters/search-cluster/opensearch.ts'
import type { LogQuery, LogSource, SourceResult } from '../../src/ports/log-store.ts'
import { startMs } from './documents.ts'

export const products = ['elasticsearch', 'opensearch'] as const
export type Product = (typeof products)[number]

export interface Server {
  readonly url: string
  readonly stop: () => void
}

/** A fake cluster in a process of its own. */
export async function serve(product: Product, fault = 'none'): Promise<Server> {
  const file = fileURLToPath(new URL('./server.ts', import.meta.url))
  const child: ChildProcess = fork(file, [product, fault])
  const url = await new Promise<string>((done) =>
    child.once('message', (said) => done(said as string)),
  )
  return { url, stop: () => void child.send('stop') }
}

export function sourceAt(product: Product, url: string): LogSource {
  const make = product === 'opensearch' ? openSearchLogs : elasticsearchLogs
  return make({
    url,
    indices: ['logs-app'],
    credentials: () => ({ kind: 'none' }),
    fault: null,
    network: { caFile: null, proxy: { url: null, except: '' } },
    defaults: {},
    allowWriteKey: false,
    nowMs: () => Date.now(),
    budgetMs: 5_000,
  })
}

const query: LogQuery = {
  window: { fromMs: startMs, toMs: startMs + 3_600_000 },
  filters: {},
  bucketMs: 60_000,
  samples: 10,
  order: 'errors first',
  after: null,
  spans: false,
}

export function ask(source: LogSource): Promise<SourceResult> {
  return source.search(query, new AbortController().signal)
}
