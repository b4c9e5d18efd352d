import type { LogEvent } from '../../domain/logs/event.ts'
import { toIso } from '../../domain/time.ts'
import type { Lengths } from './answer.ts'
import { labelOf, messageOf } from './excerpt.ts'
import type { Output } from './output.ts'
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
  return events.map((event) => {
    const id = ids(event.message)
    const pattern = id !== undefined && listed.has(id) ? id : undefined
    const most = lengths.message === 0 && pattern === undefined ? shortest : lengths.message
    return {
      at: toIso(event.atMs),
      ...(story !== null && { afterMs: event.atMs - (story.startMs ?? event.atMs) }),
      ...(event.span && { durationMs: event.span.durationMs }),
      ...(event.level !== null && { level: event.level }),
      ...(event.service !== null && { service: labelOf(event.service) }),
      ...(severalRegions && event.region !== null && { region: labelOf(event.region) }),
      ...(event.version !== null && { version: labelOf(event.version) }),
      ...(event.status !== null && { status: event.status }),
      ...(event.endpoint !== null && { endpoint: labelOf(event.endpoint) }),
      ...(event.traceId !== null && { traceId: labelOf(event.traceId) }),
      ...(pattern !== undefined && { pattern }),
      ...(most > 0 && { message: messageOf(event.message, most) }),
    }
  })
}

const shortest = 40
