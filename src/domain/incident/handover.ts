import type { Entry } from '../entry.ts'
import type { FactBody } from '../fact.ts'
import { bodies, type Dated } from './bodies.ts'

/** `by` is who recorded it, the sender, whomever the note names as `owner`. */
export interface Handoff {
  readonly seq: number
  readonly at: string
  readonly link: string | null
  readonly owner: string
  readonly by: string
}

export interface Handover {
  readonly handoff: Handoff | null
  readonly acknowledgement: Dated<FactBody<'handoff.acknowledged'>> | null
}

/** The handoff that waits, since its first note: saying it again does not move the service level. Else the one acknowledged last. */
export function foldHandover(entries: readonly Entry[]): Handover {
  const acknowledged = bodies(entries, 'handoff.acknowledged').at(-1)
  const offers = entries.filter(
    ({ kind, body }) => kind === 'note.recorded' && body?.['type'] === 'handoff',
  )
  const waiting = offers.find(({ seq }) => seq > (acknowledged?.seq ?? 0))
  const offer = waiting ?? offers.at(-1)
  const [note] = offer ? bodies([offer], 'note.recorded') : []
  const handoff = offer &&
    note && { seq: offer.seq, at: offer.at, link: note.link, owner: note.owner, by: offer.actor.id }
  return { handoff: handoff ?? null, acknowledgement: waiting ? null : (acknowledged ?? null) }
}
