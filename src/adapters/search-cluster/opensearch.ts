import type { LogSource } from '../../ports/log-store.ts'
import { openSearchClient } from './opensearch-client.ts'
import { type ClusterOptions, clusterSource } from './source.ts'

/** OpenSearch 2 and 3. */
export function openSearchLogs(options: ClusterOptions): LogSource {
  return clusterSource(openSearchClient, options)
}
