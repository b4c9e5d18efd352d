import type { ChangeEvent } from '../../domain/change-event.ts'
import { ranWithin } from '../../domain/ran-within.ts'
import type { Window } from '../../domain/window.ts'
import type { ChangeSource } from '../../ports/change-log.ts'
import { dispatcherFor, type Network } from '../network/dispatcher.ts'
import { addressesOf, organizationOf } from './addresses.ts'
import { check } from './check.ts'
import type { Credentials } from './credentials.ts'
import { difference } from './difference.ts'
import { runEvent, stageEvent, type Telling } from './events.ts'
import { gapsOf } from './gaps.ts'
import { heldWindows } from './held-windows.ts'
import { knownRepositories } from './repositories.ts'
import { type TheirNames, namedEnvironments } from '../../domain/their-place.ts'
import { readWindow, type Trouble } from './read-window.ts'
import { releaseEvents } from './release-event.ts'
import { openSession, type Session } from './session.ts'

export interface AzureDevOpsOptions extends TheirNames {
  readonly url: string
  readonly project: string
  /** Of which a difference between two commits is told. */
  readonly repository: string
  readonly apiVersion: string
  readonly classicReleases: boolean
  readonly credentials: () => Credentials | null
  readonly fault: string | null
  readonly network: Network
  readonly nowMs: () => number
  readonly limits?: Partial<AzureDevOpsLimits>
}

interface AzureDevOpsLimits {
  readonly deadlineMs: number
  readonly mostBytes: number
  /** Of each list. */
  readonly mostItems: number
}

const defaults = { deadlineMs: 20_000, mostBytes: 8 * 1024 * 1024, mostItems: 10_000 }

/** Runs, deployments to environments and classic releases of one project; at most eight questions a window. */
export function azureDevOpsChanges(options: AzureDevOpsOptions): ChangeSource {
  const { project, apiVersion, classicReleases, fault, nowMs } = options
  const addresses = addressesOf(options.url, project)
  const name = `azure-devops:${organizationOf(addresses)}/${project}`
  const { deadlineMs, mostBytes, mostItems } = { ...defaults, ...options.limits }
  const windows = heldWindows(nowMs)
  const repositories = knownRepositories(options.repository)
  let opened: Session | undefined
  const session = (credentials: Credentials): Session => {
    opened ??= openSession(
      {
        addresses,
        credentials,
        mostBytes,
        nowMs,
        dispatcher: once(() => dispatcherFor(options.url, options.network)),
      },
      apiVersion,
    )
    return opened
  }
  /** The call's own end, and ours before it. */
  const bounded = (signal: AbortSignal): AbortSignal =>
    AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])

  return {
    name,
    async changes(window, signal) {
      signal.throwIfAborted()
      const credentials = options.credentials()
      if (credentials === null) {
        return {
          changes: [],
          sources: [],
          gaps: [{ source: name, reason: fault ?? noCredentials }],
        }
      }
      const asked = windows.widen(window)
      const open = session(credentials)
      const named = namedEnvironments(options)
      const scope = { session: open, apiVersion, classicReleases, named, mostItems }
      const told = await readWindow(scope, asked, bounded(signal))
      signal.throwIfAborted()
      repositories.learn(told)
      if (!told.troubles.some(isCutShort)) windows.hold(asked)
      const changes = eventsOf({ source: name, addresses, mapping: options, told }, window, nowMs())
      const { gaps, isSilent } = gapsOf(name, told, open.skewMs(), nowMs())
      return { changes, sources: isSilent ? [] : [name], gaps }
    },
    async difference(range, signal) {
      const credentials = options.credentials()
      if (credentials === null) return null
      const scope = { session: session(credentials), addresses, repositories, source: name, nowMs }
      const found = await difference(scope, range, bounded(signal))
      signal.throwIfAborted()
      return found
    },
    async check(signal) {
      const credentials = options.credentials()
      if (credentials === null) {
        const message = fault ?? noCredentials
        return [{ source: name, state: 'failed', message }]
      }
      const { repository } = options
      const isNamed = repository !== project
      const scope = { session: session(credentials), apiVersion, classicReleases, nowMs }
      const own = { source: name, named: namedEnvironments(options), repository, isNamed }
      const lines = await check({ ...scope, ...own }, bounded(signal))
      signal.throwIfAborted()
      return lines
    },
  }
}

/** A list of the window itself does not reach its start. */
function isCutShort({ part, why }: Trouble): boolean {
  const isOfWindow = !['environments', 'approvals', 'work items', 'what ran before'].includes(part)
  return why === 'cut' && isOfWindow
}

const noCredentials = 'It has no credentials. Set them in the environment of Baton.'

function eventsOf(telling: Telling, window: Window, nowMs: number): readonly ChangeEvent[] {
  const { builds, records } = telling.told
  const found = [
    ...builds.map((build) => runEvent(build, telling)),
    ...records.map((record) => stageEvent(record, telling)),
    ...releaseEvents(telling),
  ]
  return found.filter(
    (event): event is ChangeEvent => event !== null && ranWithin(event, window, nowMs),
  )
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
