import { type ReadBack, sameJson } from '../../domain/change.ts'
import type { Fact } from '../../domain/fact.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import { instantMs } from '../../domain/time.ts'
import {
  type ApplyLimits,
  type ChangeHands,
  type ChangeOptions,
  applyLimits,
  server,
} from './options.ts'
import { isConflict } from './propose.ts'
import { refusal } from './rules.ts'

/** What a reading says about a change: it stands, nothing happened, or it cannot be told. */
export type Reading =
  | { readonly says: 'goal'; readonly back: ReadBack }
  | { readonly says: 'base' }
  | { readonly says: 'neither'; readonly why: string }

export function limitsOf({ limits }: ChangeOptions): ApplyLimits {
  return { ...applyLimits, ...limits }
}

/** True once another process may take over what an intent left open. */
export function isOverdue(request: ChangeRequest, nowMs: number): boolean {
  return request.intent !== null && nowMs >= (instantMs(request.intent.deadline) ?? 0)
}

/** Reads the target back under a bound of its own and compares it with goal and base. Never throws. */
export async function readTarget(
  options: ChangeOptions,
  request: ChangeRequest,
  hands: ChangeHands,
): Promise<Reading> {
  const { proposal } = request
  try {
    const { readMs } = limitsOf(options)
    const back = await bounded(readMs, (signal) => hands.readBack(request, signal))
    const moved = proposal.baseVersion === null || back.version !== proposal.baseVersion
    if (moved && sameJson(back.value, proposal.to)) return { says: 'goal', back }
    const untouched = back.version === proposal.baseVersion && sameJson(back.value, proposal.from)
    if (untouched) return { says: 'base' }
    return { says: 'neither', why: 'The target reads neither as before nor as granted.' }
  } catch {
    return { says: 'neither', why: 'The target could not be read back.' }
  }
}

/** Runs work that may ignore its signal; rejects when it has not ended in time. */
export async function bounded<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    stop.abort()
    late.reject(new Error('not ended in time'))
  }, ms)
  try {
    return await Promise.race([work(stop.signal), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Writes the outcome once. A write that ended after somebody settled it as failed still becomes `applied`: that is the truth. */
export async function settle(
  options: ChangeOptions,
  request: ChangeRequest,
  fact: Fact & { readonly kind: 'change.applied' | 'change.failed' | 'change.unknown' },
): Promise<ChangeRequest> {
  const { append, reader } = options
  const step = fact.kind === 'change.unknown' ? 'unknown' : 'outcome'
  try {
    await append(server, request.incident, fact, `${step}:${request.id}`)
  } catch (cause) {
    if (!isConflict(cause)) throw cause
    if (fact.kind === 'change.applied' && reader.request(request.id).state === 'failed') {
      await append(server, request.incident, fact)
    }
  }
  return reader.request(request.id)
}

/** The outcome `applied` as read back. */
export function applied(request: ChangeRequest, back: ReadBack, reconciled: boolean) {
  const body = { request: request.id, version: back.version, readBack: back.value, reconciled }
  return { kind: 'change.applied', body } as const
}

/** Throws CONFLICT while the process that holds the intent may still be at work; otherwise finds out what happened. */
export async function reconcile(
  options: ChangeOptions,
  id: string,
  hands: ChangeHands,
): Promise<ChangeRequest> {
  const { reader, clock } = options
  const request = reader.request(id)
  if (request.state !== 'applying' && request.state !== 'unknown') return request
  const overdue = isOverdue(request, clock.nowMs())
  if (request.state === 'applying') {
    if (!overdue) throw refusal('apply-once', 'The change is being applied at this moment.')
    const reason = 'The process that applied it gave no outcome in time.'
    await settle(options, request, { kind: 'change.unknown', body: { request: id, reason } })
  }
  const reading = await readTarget(options, request, hands)
  if (reading.says === 'goal') return settle(options, request, applied(request, reading.back, true))
  if (reading.says === 'base' && overdue) {
    const reason = 'The target was read back unchanged.'
    const body = { request: id, reason, reconciled: true }
    return settle(options, request, { kind: 'change.failed', body })
  }
  return reader.request(id)
}
