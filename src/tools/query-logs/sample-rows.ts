import type { LogEvent } from '../../domain/logs/event.ts'
import { toIso } from '../../domain/time.ts'
import type { Lengths } from './answer.ts'
import { labelOf, messageOf } from './excerpt.ts'
import type { Label, Output } from './output.ts'
import type { Story } from './story.ts'

interface Showing {
  readonly lengths: Lengths
  readonly story: Story | null
  /** The pattern of a message. */
  readonly ids: (message: string) => string | undefined
  readonly shown: readonly { readonly id: string }[]
}

/** Samples as an answer shows them; what the event does not say is left out, and a region that all of them have. */
export function samplesOf(
  events: readonly LogEvent[],
  { lengths, story, ids, shown }: Showing,
): Output['samples'] {
  const severalRegions = new Set(events.map(({ region }) => region)).size > 1
  const listed = new Set(shown.map(({ id }) => id))
  const least = Math.min(shortest, lengths.label)
  const label = (value: string): Label => labelOf(value, lengths.label)
  return events.map((event) => {
    const id = ids(event.message)
    const pattern = id !== undefined && listed.has(id) ? id : undefined
    const most = lengths.message === 0 && pattern === undefined ? least : lengths.message
    return {
      at: toIso(event.atMs),
      ...(story !== null && { afterMs: event.atMs - (story.startMs ?? event.atMs) }),
      ...(event.span && { durationMs: event.span.durationMs }),
      ...(event.level !== null && { level: event.level }),
      ...(event.service !== null && { service: label(event.service) }),
      ...(severalRegions && event.region !== null && { region: label(event.region) }),
      ...(event.version !== null && { version: label(event.version) }),
      ...(event.status !== null && { status: event.status }),
      ...(event.endpoint !== null && { endpoint: label(event.endpoint) }),
      ...(event.traceId !== null && { traceId: label(event.traceId) }),
      ...(pattern !== undefined && { pattern }),
      ...(most > 0 && { message: messageOf(event.message, most) }),
    }
  })
}

const shortest = 40
