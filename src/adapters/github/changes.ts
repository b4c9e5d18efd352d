import { ranWithin } from '../../domain/ran-within.ts'
import type { Window } from '../../domain/window.ts'
import type { ChangeSource } from '../../ports/change-log.ts'
import { dispatcherFor, type Network } from '../network/dispatcher.ts'
import { skewWords } from '../network/skew.ts'
import { checkLines } from './check.ts'
import type { Credentials } from './client.ts'
import { differenceOf } from './difference.ts'
import { brokenWords, gapsOf } from './gaps.ts'
import type { TheirNames } from '../../domain/their-place.ts'
import type { Missing } from './parts.ts'
import type { Limits } from './read-code.ts'
import { type Reading, readChanges } from './read.ts'
import { openSession } from './session.ts'

export interface GithubOptions extends TheirNames {
  /** Owner and name. */
  readonly repository: string
  /** Of the API. */
  readonly url: string
  readonly credentials: () => Credentials | null
  /** Why the credentials cannot be used; null when they can. */
  readonly fault: string | null
  readonly network: Network
  readonly nowMs: () => number
  readonly limits?: Partial<Limits & { readonly deadlineMs: number; readonly secondMs: number }>
}

const defaults = {
  deadlineMs: 20_000,
  secondMs: 1_000,
  deploymentPages: 60,
  commitPages: 20,
  releasePages: 10,
  runPages: 20,
}
const freshMs = 60_000

/**
 * One repository of GitHub: deployments, workflow runs, releases and what came to the default branch. What was read whole is
 * answered again for a minute without asking.
 */
export function githubChanges(options: GithubOptions): ChangeSource {
  const { repository, url, network, nowMs, fault } = options
  const source = `github:${repository}`
  const [owner = '', name = ''] = repository.split('/')
  const limits = { ...defaults, ...options.limits }
  const open = (credentials: Credentials) => {
    const dispatcher = lazyDispatcher(url, network)
    const { deadlineMs, secondMs } = limits
    const connection = { base: new URL(url), credentials, dispatcher, deadlineMs, secondMs }
    const session = openSession(connection, nowMs)
    return { session, source, repository: { owner, name }, mapping: options, limits }
  }
  let opened: ReturnType<typeof open> | undefined
  const inReach = () => {
    const credentials = options.credentials()
    if (fault !== null || credentials === null) return null
    opened ??= open(credentials)
    return opened
  }
  const bounded = (signal: AbortSignal): AbortSignal =>
    AbortSignal.any([signal, AbortSignal.timeout(limits.deadlineMs)])
  const unusable = fault ?? 'Its credentials cannot be used.'
  const kept = keptReadings(nowMs)

  return {
    name: source,
    async changes(window, signal) {
      signal.throwIfAborted()
      const asked = inReach()
      if (!asked) return { changes: [], sources: [], gaps: [{ source, reason: unusable }] }
      const reading = await kept(window, (whole) => readChanges(asked, whole, bounded(signal)))
      signal.throwIfAborted()
      const { missing, broken } = reading
      const skew = skewWords(asked.session.said.skewMs)
      const isWanting = (which: Missing['part']): boolean =>
        missing.some(({ part, extent }) => part === which && extent === 'all')
      return {
        changes: reading.changes.filter((change) => ranWithin(change, window, nowMs())),
        sources: isWanting('everything') && isWanting('runs') ? [] : [source],
        gaps: [
          ...gapsOf(source, missing, nowMs()),
          ...(broken > 0 ? [{ source, reason: brokenWords(broken) }] : []),
          ...(skew === null ? [] : [{ source, reason: skew }]),
        ],
      }
    },
    async difference(range, signal) {
      signal.throwIfAborted()
      const asked = inReach()
      if (!asked) return null
      const found = await differenceOf(asked, range, bounded(signal), nowMs)
      signal.throwIfAborted()
      return found
    },
    async check(signal) {
      const asked = inReach()
      if (!asked) return [{ source, state: 'failed', message: unusable }]
      const lines = await checkLines(asked, options.credentials(), bounded(signal), nowMs)
      signal.throwIfAborted()
      return lines
    },
  }
}

function lazyDispatcher(url: string, network: Network) {
  let made: ReturnType<typeof dispatcherFor> | undefined
  return () => (made ??= dispatcherFor(url, network))
}

interface Kept {
  readonly fromMs: number
  readonly toMs: number
  readonly untilMs: number
  readonly reading: Reading
}

const mostKept = 4
const lasting = new Set(['forbidden', 'missing', 'rejected'])

/** What asking again at once would not mend. */
function isLasting({ why }: Missing): boolean {
  return typeof why === 'string' || lasting.has(why.kind)
}

/** A reading that is as whole as it can be serves every window in it for a minute; one that ends about now is read to the end. */
function keptReadings(nowMs: () => number) {
  let kept: readonly Kept[] = []
  return async (window: Window, read: (whole: Window) => Promise<Reading>): Promise<Reading> => {
    const atMs = nowMs()
    kept = kept.filter(({ untilMs }) => untilMs > atMs)
    const held = kept.find(({ fromMs, toMs }) => fromMs <= window.fromMs && window.toMs <= toMs)
    if (held) return held.reading
    const toMs = window.toMs > atMs - freshMs ? Number.POSITIVE_INFINITY : window.toMs
    const reading = await read({ fromMs: window.fromMs, toMs })
    if (reading.missing.every(isLasting)) {
      const fresh = { fromMs: window.fromMs, toMs, untilMs: atMs + freshMs, reading }
      kept = [fresh, ...kept].slice(0, mostKept)
    }
    return reading
  }
}
