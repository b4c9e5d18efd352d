import type { ChangeEvent } from '../../domain/change-event.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Window } from '../../domain/window.ts'
import type { ChangeSource } from '../../ports/change-log.ts'
import { dispatcherFor, type Network } from '../network/dispatcher.ts'
import { skewWords } from '../network/skew.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { approversAmong, isOfRequest } from './approvals.ts'
import type { Wire } from './ask.ts'
import { check } from './check.ts'
import { eventOf, type Naming } from './event.ts'
import { keepFresh } from './fresh.ts'
import { type Read, readEntries } from './read.ts'
import { subjectOf } from './resource.ts'

export interface LaunchDarklyAuditOptions extends Pick<
  Naming,
  'service' | 'environments' | 'services'
> {
  readonly project: string
  readonly url: string
  readonly spec: string | null
  readonly token: () => string
  /** Why the token cannot be used; null when it can. */
  readonly fault: string | null
  readonly network: Network
  readonly nowMs: () => number
  readonly deadlineMs?: number
}

const usualDeadlineMs = 15_000

/** The audit log of a project and of the account that it belongs to; a change counts by the moment it was made. */
export function launchDarklyAudit(options: LaunchDarklyAuditOptions): ChangeSource {
  const { project, spec, fault, nowMs, deadlineMs = usualDeadlineMs } = options
  const source = `launchdarkly:${project}`
  const base = new URL(options.url)
  const wire = wireOf(options, base)
  const fresh = keepFresh(nowMs)
  const naming: Naming = { ...options, source, base }
  const within = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])

  return {
    name: source,
    async changes(window, signal) {
      signal.throwIfAborted()
      if (fault !== null) return missing(source, fault)
      try {
        const found = await fresh(window, (whole) =>
          readEntries(whole, { wire, spec, signal: within(signal) }),
        )
        signal.throwIfAborted()
        return {
          changes: changesOf(found, window, project, naming),
          sources: [source],
          gaps: gapsOf(source, found, wire),
        }
      } catch (cause) {
        signal.throwIfAborted()
        if (!(cause instanceof VendorFault)) throw cause
        return missing(source, cause.message)
      }
    },
    /** An audit log tells that something changed, not what lies between two versions. */
    difference: () => Promise.resolve(null),
    check: (signal) => check({ source, project, fault, wire, signal: within(signal) }),
  }
}

/** Of the project and of the account itself; another project's are left out. */
function changesOf(
  { entries }: Read,
  { fromMs, toMs }: Window,
  project: string,
  naming: Naming,
): readonly ChangeEvent[] {
  const seen = entries
    .map((entry) => ({ entry, subject: subjectOf(entry) }))
    .filter(({ subject }) => {
      const { projects } = subject
      return projects.length === 0 || projects.includes(project) || projects.includes('*')
    })
  const approversOf = approversAmong(seen)
  return seen
    .filter((one) => fromMs <= one.entry.date && one.entry.date < toMs && !isOfRequest(one))
    .map((one) => eventOf(one.entry, one.subject, approversOf(one), naming))
}

function gapsOf(source: string, { broken, fault }: Read, { skewMs }: Wire): readonly Gap[] {
  const reasons = [
    fault,
    broken > 0 ? `${broken} broken entries were left out.` : null,
    skewWords(skewMs),
  ]
  return reasons.flatMap((reason) => (reason === null ? [] : [{ source, reason }]))
}

function missing(source: string, reason: string) {
  return { changes: [], sources: [], gaps: [{ source, reason }] }
}

function wireOf({ url, network, token, nowMs }: LaunchDarklyAuditOptions, base: URL): Wire {
  let dispatcher: ReturnType<typeof dispatcherFor> | undefined
  return {
    base,
    token,
    dispatcher: () => (dispatcher ??= dispatcherFor(url, network)),
    nowMs,
    skewMs: null,
    restUntilMs: 0,
  }
}
