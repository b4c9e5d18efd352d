import * as z from 'zod'

import { parsed } from './answer.ts'
import type { Cluster } from './cluster.ts'
import { asFault } from './fault.ts'
import { request, search, type Session, type View } from './session.ts'

const Opened = z.union([z.object({ id: z.string() }), z.object({ pit_id: z.string() })])

const places = { elasticsearch: '_pit', opensearch: '_search/point_in_time' } as const

/** Opens a view of the indices, to be closed by whoever asked for it. Throws ClusterFault. */
export async function openView(session: Session): Promise<View> {
  const { cluster, path } = session
  try {
    const reply = await request(session, {
      method: 'POST',
      path: `/${path}/${places[cluster.product]}`,
      query: {
        keep_alive: '1m',
        ...(cluster.product === 'elasticsearch' && { ignore_unavailable: true }),
      },
    })
    const opened = parsed(Opened, reply.body)
    return { id: 'id' in opened ? opened.id : opened.pit_id }
  } catch (cause) {
    const fault = asFault(cause)
    // Servers without views reject them, and some give none while a shard is missing: then the indices are searched.
    if (['rejected', 'failed', 'unavailable'].includes(fault.kind)) return { id: null }
    if (fault.kind !== 'forbidden' || cluster.product !== 'opensearch') throw fault
    // There views are a privilege of their own, beside that to search.
    await search(session, { size: 0, track_total_hits: false })
    return { id: null }
  }
}

const patienceMs = 1_000

/** Lets go of a view; one that cannot be let go of ends by itself within a minute. */
export async function closeView(cluster: Cluster, { id }: View): Promise<void> {
  if (id === null) return
  const body = cluster.product === 'elasticsearch' ? { id } : { pit_id: [id] }
  const call = { method: 'DELETE', path: `/${places[cluster.product]}`, body } as const
  await cluster.request(call, AbortSignal.timeout(patienceMs)).catch(() => undefined)
}
