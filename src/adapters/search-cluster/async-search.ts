import type { JsonObject } from '../../domain/json.ts'
import type { Window } from '../../domain/window.ts'
import { AsyncAnswer, parsed, type SearchAnswer } from './answer.ts'
import type { Call, Product } from './cluster.ts'
import { asFault, ClusterFault } from './fault.ts'
import { doubtShards, request, search, type Session } from './session.ts'

const longMs = 24 * 3_600_000
/** What a long search needs at the end to be let go of. */
const marginMs = 1_500
/** A server may answer at once instead of waiting as long as it was asked to. */
const pauseMs = 100

/** Searches; over a long window so that what was found by the deadline is an answer too. Throws ClusterFault. */
export async function patientSearch(
  session: Session,
  body: JsonObject,
  { fromMs, toMs }: Window,
): Promise<SearchAnswer> {
  if (toMs - fromMs <= longMs) return search(session, body)
  const { product } = session.cluster
  let answer: AsyncAnswer
  try {
    answer = await step(session, begin(product, session, body))
  } catch (cause) {
    const { kind } = asFault(cause)
    // OpenSearch has it as a plug-in, which a server may lack.
    if (kind === 'rejected' || kind === 'missing') return search(session, body)
    throw cause
  }
  while (isRunning(answer) && answer.id !== undefined && session.leftMs() > marginMs) {
    await session.wait(pauseMs, session.signal)
    const next = await step(session, goOn(product, session, answer.id))
    answer = { ...next, id: answer.id, response: next.response ?? answer.response }
  }
  if (isRunning(answer) && answer.id !== undefined) await letGo(session, answer.id)
  return finished(session, answer)
}

function finished(session: Session, answer: AsyncAnswer): SearchAnswer {
  const { response } = answer
  if (!response?.aggregations) throw new ClusterFault('time was up')
  if (isRunning(answer)) {
    const { successful, total } = response._shards
    session.doubt(
      `When time was up ${successful} of ${total} shards had answered: every figure may be too low.`,
    )
  } else {
    doubtShards(session, response)
  }
  return response
}

function isRunning({ is_running: running, state }: AsyncAnswer): boolean {
  return running ?? (state === 'RUNNING' || state === 'INIT' || state === 'INITIALIZED')
}

async function step(session: Session, call: Call): Promise<AsyncAnswer> {
  return parsed(AsyncAnswer, (await request(session, call)).body)
}

function patience({ leftMs }: Session): string {
  return `${Math.max(1, Math.min(5_000, Math.floor(leftMs() - marginMs)))}ms`
}

const places: Readonly<Record<Product, string>> = {
  elasticsearch: '/_async_search',
  opensearch: '/_plugins/_asynchronous_search',
}

function begin(product: Product, session: Session, body: JsonObject): Call {
  const shared = {
    wait_for_completion_timeout: patience(session),
    keep_on_completion: false,
    ignore_unavailable: true,
  }
  return product === 'elasticsearch'
    ? {
        method: 'POST',
        path: `/${session.path}${places[product]}`,
        query: { ...shared, keep_alive: '1m' },
        body,
      }
    : {
        method: 'POST',
        path: places[product],
        query: { ...shared, index: decodeURIComponent(session.path) },
        body,
      }
}

function goOn(product: Product, session: Session, id: string): Call {
  return {
    method: 'GET',
    path: `${places[product]}/${encodeURIComponent(id)}`,
    query: { wait_for_completion_timeout: patience(session) },
  }
}

async function letGo({ cluster }: Session, id: string): Promise<void> {
  const path = `${places[cluster.product]}/${encodeURIComponent(id)}`
  const call = { method: 'DELETE', path } as const
  await cluster.request(call, AbortSignal.timeout(1_000)).catch(() => undefined)
}
