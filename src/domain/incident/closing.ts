import type { Entry } from '../entry.ts'
import { HandoffError } from '../error.ts'
import type { FactBody } from '../fact.ts'
import { bodies } from './bodies.ts'

/** How the case ended and who recorded it. */
export interface Closing extends FactBody<'incident.closed'> {
  readonly seq: number
  readonly at: string
  readonly by: string
}

/** The first closing of an incident; a case is closed once. */
export function foldClosing(entries: readonly Entry[]): Closing | null {
  const entry = entries.find(({ kind, body }) => kind === 'incident.closed' && body !== null)
  const [body] = entry ? bodies([entry], 'incident.closed') : []
  if (!entry || !body) return null
  const { recordedAt: at, ...closed } = body
  return { ...closed, at, by: entry.actor.id }
}

/** Throws CONFLICT for a closed incident: what comes now is a case of its own. */
export function refuseClosed({ id, closing }: { id: string; closing: Closing | null }): void {
  if (closing === null) return
  throw new HandoffError('CONFLICT', 'The incident is closed.', {
    rule: 'closed-stays-closed',
    hint: `Open a new incident with open_incident, by the same ticket or a title that names ${id}.`,
  })
}
