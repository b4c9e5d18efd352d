import { onTestFinished } from 'vitest'

import { elasticsearchLogs } from '../../../src/adapters/search-cluster/elasticsearch.ts'
import { openSearchLogs } from '../../../src/adapters/search-cluster/opensearch.ts'
import type { ClusterOptions } from '../../../src/adapters/search-cluster/source.ts'
import type { LogSource } from '../../../src/ports/log-store.ts'
import { type ClusterSetup, type FakeCluster, openCluster } from './cluster.ts'

/** The servers that are read, each by its vendor's own client. */
export const servers = {
  'Elasticsearch 8': { product: 'elasticsearch', version: '8.19.4' },
  'Elasticsearch 9': { product: 'elasticsearch', version: '9.2.1' },
  OpenSearch: { product: 'opensearch', version: '3.1.0' },
} as const satisfies Record<string, Pick<ClusterSetup, 'product' | 'version'>>
export type Server = keyof typeof servers
export const serverNames = Object.keys(servers) as readonly Server[]

interface Opened {
  readonly source: LogSource
  readonly cluster: FakeCluster
}

/** A source over a fake cluster, both gone after the test. */
export async function sourceOn(...given: Parameters<typeof openSource>): Promise<Opened> {
  const opened = await openSource(...given)
  onTestFinished(opened.cluster.close)
  return opened
}

/** A source over a fake cluster, to be closed by whoever asked for it. */
export async function openSource(
  server: Server,
  setup: Partial<ClusterSetup>,
  options: Partial<ClusterOptions> = {},
): Promise<Opened> {
  const { product, version } = servers[server]
  const cluster = await openCluster({ product, version, documents: [], ...setup })
  const whole: ClusterOptions = {
    url: cluster.url,
    indices: ['logs-app'],
    credentials: () =>
      product === 'elasticsearch'
        ? { kind: 'api key', secret: 'a2V5OnNlY3JldA==' }
        : { kind: 'basic', user: 'reader', secret: 'hunter2hunter2' },
    fault: null,
    network: { caFile: null, proxy: { url: null, except: '' } },
    defaults: {},
    allowWriteKey: false,
    nowMs: () => Date.now(),
    ...options,
  }
  return {
    cluster,
    source: product === 'elasticsearch' ? elasticsearchLogs(whole) : openSearchLogs(whole),
  }
}
