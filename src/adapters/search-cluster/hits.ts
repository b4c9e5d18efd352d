import type { JsonObject } from '../../domain/json.ts'
import type { Document } from '../../domain/logs/document.ts'
import { toEvent } from '../../domain/logs/document-event.ts'
import type { LogEvent } from '../../domain/logs/event.ts'
import type { Hit } from './answer.ts'
import type { Ground } from './compile.ts'
import { asFault, ClusterFault } from './fault.ts'
import { allowed, type Layout, ownName } from './layout.ts'
import type { Query } from './query.ts'
import { asSpan } from './spans.ts'
import { search, type Session, type View } from './session.ts'

/** So many events are looked at one by one, for patterns and for what the cluster cannot decide. */
export const mostLookedAt = 10_000
const leastPage = 20

/** Events that meet a query in time order, a page at a time; pages shrink when their answers become too large. */
export async function* eventPages(
  session: Session,
  query: Query,
  view: View,
  pageSize: number,
): AsyncGenerator<readonly LogEvent[]> {
  const { ground } = session
  let size = pageSize
  let after: Hit['sort'] | undefined
  for (;;) {
    const body = { ...retrieval(ground.layout), query, size, ...(after && { search_after: after }) }
    let hits: readonly Hit[]
    try {
      hits = (await search(session, body, view)).hits.hits
    } catch (cause) {
      const fault = asFault(cause)
      if (fault.kind !== 'too large' || size <= leastPage) throw fault
      size = Math.max(leastPage, Math.floor(size / 5))
      continue
    }
    if (hits.length > size) throw new ClusterFault('unexpected')
    yield hits.flatMap((hit) => eventOf(hit, ground) ?? [])
    if (hits.length < size) return
    after = hits.at(-1)!.sort
  }
}

/** The allow-listed fields alone, in time order and among those of one moment in an order that stays. */
function retrieval({ time, retrieved, hasMessage }: Layout): JsonObject {
  const moment = { order: 'asc', numeric_type: 'date', unmapped_type: 'date' }
  return {
    sort: [{ [time ?? '@timestamp']: moment }, { _index: 'asc' }, { _seq_no: 'asc' }],
    track_total_hits: false,
    fields: retrieved.filter((name) => name !== time).map((field) => ({ field })),
    _source: hasMessage ? false : { includes: [...allowed] },
  }
}

/** Beyond the year 5000 lies no moment of a log, and none that a cursor could name. */
const latestMs = 95_617_584_000_000

function eventOf(hit: Hit, { defaults, layout }: Ground): LogEvent | undefined {
  const atMs = Number(hit.sort[0])
  if (!(atMs >= 0 && atMs < latestMs)) return undefined
  const document = documentOf(hit)
  const event = toEvent(document, Math.floor(atMs), defaults)
  return layout.spans.length === 0 ? event : asSpan(event, document)
}

/** Retrieved fields are lists; the first value holds, as in a document that states one. */
function documentOf({ fields, ignored_field_values: ignored, _source: source }: Hit): Document {
  const document: Record<string, unknown> = { ...source }
  for (const [name, values] of [...Object.entries(ignored), ...Object.entries(fields)]) {
    const own = ownName(name)
    if (allowedNames.has(name) && !(own in document && own !== name)) document[own] = values[0]
  }
  return document
}

const allowedNames: ReadonlySet<string> = new Set(allowed)

const seed = 20_261_123

/** An even random sample of what a query finds, always the same one. */
export function sampled(query: Query, rate: number): Query {
  if (rate >= 1) return query
  const random = { random_score: { seed, field: '_seq_no' } }
  return {
    function_score: { query, functions: [random], boost_mode: 'replace', min_score: 1 - rate },
  }
}
