import type { Gap } from '../../domain/gap.ts'
import type { JsonObject } from '../../domain/json.ts'
import { parsed, SearchAnswer } from './answer.ts'
import type { Call, Cluster, Reply } from './cluster.ts'
import type { Ground } from './compile.ts'
import { asFault, ClusterFault } from './fault.ts'

/** One question to a cluster, from its first request to its last. */
export interface Session {
  readonly cluster: Cluster
  readonly ground: Ground
  /** Indices as they stand in a path. */
  readonly path: string
  /** What the source is called in answers. */
  readonly source: string
  /** Ends with the deadline. */
  readonly signal: AbortSignal
  /** Milliseconds until the deadline. */
  readonly leftMs: () => number
  readonly wait: Wait
  /** Notes what the answer does not know, once. */
  readonly doubt: (reason: string, source?: string) => void
  readonly gaps: () => readonly Gap[]
}

/** Resolves after so many milliseconds; rejects when the signal ends it. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>

const firstWaitMs = 1_000

/** One request; when the cluster is too busy it is made once more, if there is time for the pause that it asks for. */
export async function request(
  { cluster, signal, leftMs, wait }: Pick<Session, 'cluster' | 'signal' | 'leftMs' | 'wait'>,
  call: Call,
): Promise<Reply> {
  try {
    return await cluster.request(call, signal)
  } catch (cause) {
    const fault = asFault(cause)
    const pauseMs = fault.retryAfterMs ?? firstWaitMs
    if (fault.kind !== 'busy' || pauseMs + firstWaitMs > leftMs()) throw fault
    await wait(pauseMs, signal).catch(() => {
      throw new ClusterFault('time was up')
    })
    return cluster.request(call, signal)
  }
}

/** What of the indices stays the same while they are paged through; each answer may give it another id. */
export interface View {
  /** Null where a server has no such thing: then the indices are searched as they are. */
  id: string | null
}

/** Searches the indices, or a view of them; what shards left out becomes a doubt. */
export async function search(
  session: Session,
  body: JsonObject,
  view: View = { id: null },
): Promise<SearchAnswer> {
  const timeout = `${Math.max(1, Math.floor(session.leftMs() * 0.8))}ms`
  const call: Call =
    view.id === null
      ? {
          method: 'POST',
          path: `/${session.path}/_search`,
          query: { ignore_unavailable: true },
          body: { ...body, timeout },
        }
      : {
          method: 'POST',
          path: '/_search',
          body: { ...body, timeout, pit: { id: view.id, keep_alive: '1m' } },
        }
  const answer = parsed(SearchAnswer, (await request(session, call)).body)
  if (view.id !== null) view.id = answer.pit_id ?? view.id
  doubtShards(session, answer)
  return answer
}

/** Notes shards that failed, ran out of time or stopped early: clusters report them as success. */
export function doubtShards({ doubt }: Pick<Session, 'doubt'>, answer: SearchAnswer): void {
  const { total, successful } = answer._shards
  const failed = Math.max(answer._shards.failed, total - successful)
  if (failed > 0) {
    doubt(`${failed} of ${total} shards failed: their events are missing from every figure.`)
  }
  const { _clusters: clusters } = answer
  if (clusters && clusters.successful < clusters.total) {
    const missing = clusters.total - clusters.successful
    doubt(
      `${missing} of ${clusters.total} clusters did not answer in full: every figure may be too low.`,
    )
  }
  if (answer.timed_out) {
    doubt('The cluster stopped when its time was up: every figure may be too low.')
  }
  if (answer.terminated_early === true || answer.hits.total?.relation === 'gte') {
    doubt('The cluster stopped counting early: every figure may be too low.')
  }
}
