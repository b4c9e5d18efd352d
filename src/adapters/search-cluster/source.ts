import { setTimeout as pause } from 'node:timers/promises'

import type { Gap } from '../../domain/gap.ts'
import type { Defaults } from '../../domain/logs/document-event.ts'
import { sha256 } from '../../domain/json.ts'
import { mergeCounts } from '../../domain/logs/merge-counts.ts'
import { samplePage } from '../../domain/logs/sample-page.ts'
import type { LogQuery, LogSource, SourceResult } from '../../ports/log-store.ts'
import { dispatcherFor, type Network } from '../network/dispatcher.ts'
import { check } from './check.ts'
import type { Address, Cluster, Credentials } from './cluster.ts'
import type { Wire } from './exchange.ts'
import { deadlines } from './deadlines.ts'
import { asFault } from './fault.ts'
import { skewWords } from '../network/skew.ts'
import { opener } from './open.ts'
import { searchOpened } from './search.ts'
import type { Session, Wait } from './session.ts'

export interface ClusterOptions {
  readonly url?: string | undefined
  readonly cloudId?: string | undefined
  /** Names and patterns of indices, data streams and aliases. */
  readonly indices: readonly string[]
  /** Looked at when the cluster is first asked, so that no dump of the options shows them. */
  readonly credentials: () => Credentials
  /** Why there are none, in our words. */
  readonly fault: string | null
  readonly network: Network
  readonly defaults: Defaults
  /** Reads although the credentials may write. */
  readonly allowWriteKey: boolean
  readonly nowMs: () => number
  /** A search ends here and says so; 15 seconds unless told. */
  readonly budgetMs?: number
  readonly wait?: Wait
}

/** A cluster as one source of logs, asked by its vendor's client. */
export function clusterSource(
  client: (address: Address, wire: Wire) => Promise<Cluster>,
  options: ClusterOptions,
): LogSource {
  const { indices, budgetMs = 15_000, wait = waitFor, defaults, allowWriteKey } = options
  const label = indices.join(', ')
  const file = sha256(`${options.url ?? options.cloudId} ${label}`).slice(0, 8)
  const wire = wireOf(options)
  const { url, cloudId } = options
  const open = opener(
    () => client({ url, cloudId, credentials: options.credentials() }, wire),
    indices,
    allowWriteKey,
  )
  const endOf = deadlines(budgetMs)
  /** What a question needs, with its own list of gaps. All questions of one call share its deadline. */
  function begin(signal: AbortSignal): Omit<Session, 'cluster' | 'ground' | 'path'> {
    const endMs = endOf(signal)
    const leftMs = (): number => endMs - performance.now()
    const gaps: Gap[] = []
    return {
      source: label,
      signal: AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, Math.ceil(leftMs())))]),
      leftMs,
      wait,
      doubt(reason, source = label) {
        if (!gaps.some((gap) => gap.source === source && gap.reason === reason)) {
          gaps.push({ source, reason })
        }
      },
      gaps: () => gaps,
    }
  }
  async function search(query: LogQuery, signal: AbortSignal): Promise<SourceResult> {
    // Refuses a position that nobody gave before anything is asked.
    samplePage(0, query.order, query.after)
    const begun = begin(signal)
    const empty = { ...mergeCounts(query, []), samples: [], more: false, brokenLines: 0 }
    let found: Omit<SourceResult, 'gaps'> = { ...empty, sources: [] }
    try {
      if (options.fault === null) {
        found = await searchOpened({ ...begun, open, defaults, allowWriteKey, file }, query)
      } else {
        begun.doubt(options.fault)
      }
    } catch (cause) {
      begun.doubt(asFault(cause).message)
    }
    const skewed = skewWords(wire.skewMs)
    if (skewed !== null) begun.doubt(skewed)
    return { ...found, gaps: begun.gaps() }
  }
  return {
    search,
    check: (signal) =>
      check(
        { ...begin(signal), open, wire, defaults, allowWriteKey, fault: options.fault },
        indices,
      ),
  }
}

const waitFor: Wait = (ms, signal) => pause(ms, undefined, { signal })

function wireOf({ url, network, nowMs }: ClusterOptions): Wire {
  let dispatcher: ReturnType<typeof dispatcherFor> | undefined
  return {
    dispatcher: () => (dispatcher ??= dispatcherFor(url ?? 'https:', network)),
    nowMs,
    skewMs: null,
  }
}
