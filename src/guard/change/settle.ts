import { type ReadBack, sameJson } from '../../domain/change.ts'
import { server } from '../../domain/entry.ts'
import { HandoffError, isConflict } from '../../domain/error.ts'
import type { Fact } from '../../domain/fact.ts'
import { type ChangeRequest, isOverdue } from '../../domain/request.ts'
import { bounded } from './bounded.ts'
import { type ApplyLimits, type ChangeHands, type ChangeOptions, applyLimits } from './options.ts'
import { refusal } from './rules.ts'

/** What a reading says about a change: it stands, nothing happened, or it cannot be told. */
export type Reading =
  | { readonly says: 'goal'; readonly back: ReadBack }
  | { readonly says: 'base' }
  | { readonly says: 'neither'; readonly why: string }

export function limitsOf({ limits }: ChangeOptions): ApplyLimits {
  return { ...applyLimits, ...limits }
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
    if (back.done !== undefined) return back.done ? { says: 'goal', back } : { says: 'base' }
    const moved = proposal.baseVersion === null || back.version !== proposal.baseVersion
    if (moved && sameJson(back.value, proposal.to)) return { says: 'goal', back }
    const untouched = back.version === proposal.baseVersion && sameJson(back.value, proposal.from)
    if (untouched) return { says: 'base' }
    return { says: 'neither', why: 'The target reads neither as before nor as granted.' }
  } catch {
    return { says: 'neither', why: 'The target could not be read back.' }
  }
}

type Settlement = Fact & { readonly kind: 'change.applied' | 'change.failed' | 'change.unknown' }

/**
 * Writes the outcome once. A write that ended after somebody settled it as failed still becomes `applied`: that is the truth.
 * Throws UPSTREAM that says what became of the target when the record cannot take it.
 */
export async function settle(
  options: ChangeOptions,
  request: ChangeRequest,
  fact: Settlement,
): Promise<ChangeRequest> {
  const { reader } = options
  const append = async (once?: string): Promise<void> => {
    try {
      await options.append(server, request.incident, fact, once)
    } catch (cause) {
      throw isConflict(cause) ? cause : unrecorded(request.id, fact.kind, cause)
    }
  }
  const step = fact.kind === 'change.unknown' ? 'unknown' : 'outcome'
  try {
    await append(`${step}:${request.id}`)
  } catch (cause) {
    if (!isConflict(cause)) throw cause
    if (fact.kind === 'change.applied' && reader.request(request.id).state === 'failed') {
      await append()
    }
  }
  return reader.request(request.id)
}

const unrecordedWords: Readonly<Record<Settlement['kind'], string>> = {
  'change.applied':
    'The target was changed and read back, but the outcome is not on the record yet.',
  'change.failed': 'The target was not changed, but that is not on the record yet.',
  'change.unknown':
    'Whether the target was changed is not known, and that is not on the record yet.',
}

/** The record is down: what happened is said all the same, so that nobody makes the change again. */
function unrecorded(request: string, kind: Settlement['kind'], cause: unknown): HandoffError {
  return new HandoffError('UPSTREAM', unrecordedWords[kind], {
    rule: 'settle-first',
    hint: 'Do not repeat the change. In a minute call get_request, or the tool with this request id alone: Baton reads the target back and puts the outcome on the record.',
    data: { request },
    cause,
  })
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
