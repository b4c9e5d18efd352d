import type { LogSource } from '../../ports/log-store.ts'
import { elasticsearchClient } from './elasticsearch-client.ts'
import { type ClusterOptions, clusterSource } from './source.ts'

/** Elasticsearch 8 and 9, and its serverless kind: basic licence, credentials that may only read. */
export function elasticsearchLogs(options: ClusterOptions): LogSource {
  return clusterSource(elasticsearchClient, options)
}
