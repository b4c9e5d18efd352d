import * as z from 'zod'

import type { Gap } from '../../domain/gap.ts'
import type { Cluster } from './cluster.ts'
import { ClusterFault } from './fault.ts'

const Named = z.object({ name: z.string(), attributes: z.array(z.string()).default([]) })
const Resolved = z.object({
  indices: z.array(Named).default([]),
  aliases: z.array(z.object({ name: z.string() })).default([]),
  data_streams: z.array(z.object({ name: z.string() })).default([]),
})

/** Which of the configured names are there. */
export interface Places {
  /** Configured names with something behind them. */
  readonly names: readonly string[]
  /** Data streams, aliases and indices behind them; the configured name where that may not be asked. */
  readonly concrete: readonly string[]
  readonly gaps: readonly Gap[]
}

const mostConcrete = 100

/** Looks up each configured index, data stream, alias or pattern; one that is not there is a gap. Throws ClusterFault. */
export async function resolve(
  cluster: Cluster,
  configured: readonly string[],
  signal: AbortSignal,
): Promise<Places> {
  const found = await Promise.all(configured.map((name) => one(cluster, name, signal)))
  return {
    names: found.flatMap(({ names }) => names),
    concrete: [...new Set(found.flatMap(({ concrete }) => concrete))].slice(0, mostConcrete),
    gaps: found.flatMap(({ gaps }) => gaps),
  }
}

async function one(cluster: Cluster, name: string, signal: AbortSignal): Promise<Places> {
  const path = `/_resolve/index/${encodeURIComponent(name)}`
  try {
    const resolved = Resolved.safeParse(
      (await cluster.request({ method: 'GET', path }, signal)).body,
    )
    if (!resolved.success) throw new ClusterFault('unexpected')
    const { indices, aliases, data_streams: streams } = resolved.data
    const open = indices.filter(({ attributes }) => !attributes.includes('closed'))
    const concrete = [...streams, ...aliases, ...open].map((each) => each.name)
    const closed = indices.length - open.length
    const reasons = [
      ...(closed > 0
        ? [`${closed} of ${indices.length} indices are closed and were not read.`]
        : []),
      ...(concrete.length === 0 ? ['No index is called so. Correct the names under indices.'] : []),
    ]
    return {
      names: concrete.length === 0 ? [] : [name],
      concrete,
      gaps: reasons.map((reason) => ({ source: name, reason })),
    }
  } catch (cause) {
    const kind = cause instanceof ClusterFault ? cause.kind : undefined
    // Credentials may be allowed to search what they may not list.
    if (kind === 'forbidden') return { names: [name], concrete: [name], gaps: [] }
    if (kind !== 'missing') throw cause
    return { names: [], concrete: [], gaps: [{ source: name, reason: (cause as Error).message }] }
  }
}
