import type { FactBody } from '../fact.ts'
import { audienceOf, nextUpdateIn, publicationOf } from '../publication.ts'
import type { ChangeRequest } from '../request.ts'
import { instantMs } from '../time.ts'
import type { Dated } from './bodies.ts'

/** What told people: somebody's word that they sent an update, and publications that are known to be out. */
export interface Told {
  readonly notes: readonly Dated<FactBody<'note.recorded'>>[]
  readonly publications: readonly ChangeRequest[]
}

/**
 * When a publication went out; null while it has not. The intent counts, not the outcome: one that was found out only
 * later must not put off the next update.
 */
export function publishedMs({ state, intent }: ChangeRequest): number | null {
  return state === 'applied' && intent ? (instantMs(intent.at) ?? 0) : null
}

/** When the newest update went out, epoch milliseconds; null when none did. */
export function lastUpdateMs({ notes, publications }: Told): number | null {
  const all = [...publications.map(publishedMs), lastWordMs(notes)]
  return all.reduce((last, at) => (at === null ? last : Math.max(last ?? at, at)), null)
}

/**
 * The earliest next update that readers were promised and have not got, epoch milliseconds; infinite when there is none.
 * What one audience was promised only an update for that audience redeems, or somebody's word that one was sent.
 */
export function promisedUpdateMs({ notes, publications }: Told): number {
  const wordMs = lastWordMs(notes) ?? -Infinity
  const newest = new Map<string, ChangeRequest>()
  for (const request of publications) {
    const atMs = publishedMs(request)
    const audience = audienceOf(request.proposal)
    const before = newest.get(audience)
    if (atMs === null || atMs <= wordMs) continue
    if (before === undefined || atMs >= (publishedMs(before) ?? 0)) newest.set(audience, request)
  }
  const promised = [...newest.values()].map(({ proposal }) => {
    const next = nextUpdateIn(publicationOf(proposal)?.text ?? '')
    return typeof next === 'number' ? next : Infinity
  })
  return Math.min(Infinity, ...promised)
}

function lastWordMs(notes: Told['notes']): number | null {
  const word = notes.findLast(({ type }) => type === 'update_sent')
  return word ? (instantMs(word.recordedAt) ?? 0) : null
}
