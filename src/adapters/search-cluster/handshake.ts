import * as z from 'zod'

import type { Cluster } from './cluster.ts'
import { ClusterFault } from './fault.ts'

const Info = z.object({
  tagline: z.string().optional(),
  version: z.object({
    number: z.string(),
    distribution: z.string().optional(),
    build_flavor: z.string().optional(),
  }),
})

const oldest = { elasticsearch: 8, opensearch: 2 } as const

/** Learns who answers and speaks as suits it; credentials that may not ask for the version are fine. Throws ClusterFault. */
export async function handshake(cluster: Cluster, signal: AbortSignal): Promise<void> {
  const reply = await cluster.request({ method: 'GET', path: '/' }, signal).catch(onlyForbidden)
  if (reply === null) return cluster.suit(null)
  const info = Info.safeParse(reply.body)
  if (!info.success) throw new ClusterFault('no cluster')
  const { version, tagline } = info.data
  if (cluster.product === 'opensearch' && version.distribution !== 'opensearch') {
    const isElastic = 'x-elastic-product' in reply.headers || tagline === 'You Know, for Search'
    throw new ClusterFault(isElastic ? 'is Elasticsearch' : 'no cluster')
  }
  const major = Number.parseInt(version.number, 10)
  const serverless = version.build_flavor === 'serverless'
  if (!(major >= oldest[cluster.product])) throw new ClusterFault('too old')
  cluster.suit({ major, serverless })
}

function onlyForbidden(cause: unknown): null {
  if (cause instanceof ClusterFault && cause.kind === 'forbidden') return null
  throw cause
}
