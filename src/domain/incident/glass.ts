import type { Entry } from '../entry.ts'
import type { FactBody } from '../fact.ts'
import { canonicalJson, sha256 } from '../json.ts'
import type { ChangeRequest } from '../request.ts'
import { instantMs, toIso } from '../time.ts'
import { type Dated, bodies } from './bodies.ts'

/** One breaking of glass and what a second person said to it. */
export interface Breaking extends Dated<FactBody<'glass.broken'>> {
  readonly objection: Dated<FactBody<'glass.objected'>> | null
  readonly countersign: Dated<FactBody<'glass.countersigned'>> | null
}

/** A second person answers within this time of the breaking; later it is recorded as late. */
const countersignWithinMs = 24 * 60 * 60_000

/** Every breaking, oldest first. One whose body was purged stays open and never lasts. */
export function foldGlass(entries: readonly Entry[]): readonly Breaking[] {
  const objections = bodies(entries, 'glass.objected')
  const countersigns = bodies(entries, 'glass.countersigned')
  return entries
    .filter(({ kind }) => kind === 'glass.broken')
    .map((entry): Breaking => {
      const [broken = purged(entry)] = bodies([entry], 'glass.broken')
      const about = ({ breaking }: { readonly breaking: number }) => breaking === entry.seq
      const objected = objections.find(about)
      const countersigned = countersigns.find(
        (each) => about(each) && (!objected || each.seq < objected.seq || each.by === objected.by),
      )
      // Whoever objects to what is countersigned already came too late.
      const stands = objected && !(countersigned && countersigned.seq < objected.seq)
      return { ...broken, objection: stands ? objected : null, countersign: countersigned ?? null }
    })
}

function purged({ seq, at, actor }: Entry): Dated<FactBody<'glass.broken'>> {
  const gone = { reason: 'no longer on the record', key: '', statement: '', signature: '' }
  return { ...gone, seq, recordedAt: at, by: actor.id, until: at, simulated: false }
}

/** The breaking that waits for a second person's signature; there is one at most. */
export function openBreaking(glass: readonly Breaking[]): Breaking | undefined {
  return glass.findLast(({ countersign }) => countersign === null)
}

/** True from the breaking until its end, which is excluded. */
export function isWithin({ recordedAt, until }: Breaking, instant: string): boolean {
  const atMs = instantMs(instant) ?? 0
  return (instantMs(recordedAt) ?? Infinity) <= atMs && atMs < (instantMs(until) ?? 0)
}

/** Changes whose writing began while it lasted, whatever became of them, oldest first. */
export function doneUnder(
  requests: readonly ChangeRequest[],
  breaking: Breaking,
): readonly ChangeRequest[] {
  return requests.filter(({ intent }) => intent !== null && isWithin(breaking, intent.at))
}

/** SHA-256 over what a second person is shown of these changes: which, by which digest, and what became of them. */
export function digestOfDone(done: readonly ChangeRequest[]): string {
  const shown = done.map(({ id, state, proposal, outcome }) => ({
    request: id,
    digest: proposal.digest,
    state,
    outcome: outcome && { at: outcome.at, version: outcome.version, reason: outcome.reason },
  }))
  return sha256(canonicalJson(shown))
}

/** Until when a second person is to answer. */
export function answerDue({ recordedAt }: Breaking): string {
  return toIso((instantMs(recordedAt) ?? 0) + countersignWithinMs)
}

/** True once nobody has answered in time. */
export function isAnswerOverdue(breaking: Breaking, nowMs: number): boolean {
  const answered = breaking.countersign ?? breaking.objection
  return answered === null && nowMs > (instantMs(answerDue(breaking)) ?? 0)
}

/** The breaking under which a change was granted, as its decision says. */
export function grantedUnder(
  glass: readonly Breaking[],
  { decision }: ChangeRequest,
): Breaking | undefined {
  const seq = decision?.glass
  return seq === undefined ? undefined : glass.find((breaking) => breaking.seq === seq)
}
