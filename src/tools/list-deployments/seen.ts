import type { ChangeEvent } from '../../domain/change-event.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Incident } from '../../domain/incident.ts'
import { frequentWords } from '../../domain/ranking/frequent-words.ts'
import { nameMatcher } from '../../domain/ranking/name-words.ts'
import type { Seen } from '../../domain/ranking/reasons.ts'
import type { OnsetSpan } from '../../domain/ranking/timing.ts'
import { instantMs } from '../../domain/time.ts'
import type { LogResult } from '../../ports/log-store.ts'
import type { ReadContext } from '../../ports/context.ts'
import type { Scope } from '../shared/change-scope.ts'

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
const longestMs = 6 * 60 * minuteMs
const mostServices = 3
const patienceMs = 5_000

interface Sight {
  readonly seen: Seen
  readonly gaps: readonly Gap[]
}

/**
 * What logs and record say about the suspects as of that moment. The logs are asked only where a suspect names the version
 * that it brought to an affected service, once for each of at most three services, over at most six hours since the onset.
 */
export async function seenOf(
  changes: readonly ChangeEvent[],
  affected: readonly string[],
  scope: Scope,
  asOfMs: number,
  context: Pick<ReadContext, 'logs' | 'signal'>,
): Promise<Sight> {
  const texts = scope.incident === null ? [] : textsOf(scope.incident, asOfMs)
  const { span } = scope.onset
  const nothing = { versions: [], steps: [], texts }
  if (span === null || span.earliestMs >= asOfMs) return { seen: nothing, gaps: [] }
  const named = affected.slice(0, mostServices).filter((service) => {
    const isOwn = nameMatcher([service])
    return changes.some((change) => isTestable(change, span) && isOwn(change.service!) === 'same')
  })
  if (named.length === 0) return { seen: nothing, gaps: [] }
  const window = { fromMs: span.earliestMs, toMs: Math.min(asOfMs, span.earliestMs + longestMs) }
  const environment = scope.environment ?? scope.incident?.environment
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(patienceMs)])
  const search = (service: string): Promise<LogResult> =>
    context.logs.search(
      {
        window,
        filters: { service, ...(environment !== undefined && { environment }) },
        bucketMs: minuteMs,
        samples: 0,
        order: 'time',
        after: null,
        spans: false,
      },
      signal,
    )
  try {
    const found = await Promise.all(named.map(search))
    return {
      seen: {
        versions: found.map(({ tops }, i) => ({
          service: named[i]!,
          counts: tops['version'] ?? [],
        })),
        steps: found.flatMap(({ buckets }) => buckets),
        texts: [
          ...texts,
          frequentWords(found.flatMap(({ errorEvents }) => errorEvents.map(messageOf))),
        ],
      },
      gaps: gapsOf(found),
    }
  } catch {
    context.signal.throwIfAborted()
    return { seen: nothing, gaps: [unasked] }
  }
}

const unasked: Gap = {
  source: 'logs',
  reason: 'The logs did not answer; shares of errors by version are not in the ranking.',
}
const partial: Gap = {
  source: 'logs',
  reason: 'Shares of errors by version come from a part of the logs; query_logs says which.',
}

function gapsOf(found: readonly LogResult[]): readonly Gap[] {
  if (found.some(({ sources }) => sources.length === 0)) return [unasked]
  return found.some(({ gaps }) => gaps.length > 0) ? [partial] : []
}

/** It may be the cause and says what it brought where. */
function isTestable(change: ChangeEvent, { earliestMs, latestMs }: OnsetSpan): boolean {
  const { service, version, startedAtMs } = change
  const isNear = startedAtMs <= latestMs && startedAtMs >= earliestMs - dayMs
  return isNear && service !== null && version !== null
}

/** The title, and the patterns that query_logs put on the record until then; redacted as they stand there. */
function textsOf({ title, findings }: Incident, asOfMs: number): readonly string[] {
  const patterns = findings.flatMap(({ tool, asOf, values }) => {
    const text = values['patternText']
    const isKnown = tool === 'query_logs' && (instantMs(asOf) ?? Infinity) <= asOfMs
    return isKnown && typeof text === 'string' ? [text] : []
  })
  return [title, ...patterns.slice(-5)].filter((text) => text !== undefined)
}

function messageOf({ message }: { readonly message: string }): string {
  return message
}
