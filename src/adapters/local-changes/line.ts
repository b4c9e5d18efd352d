import * as z from 'zod'

import { type ChangeEvent, changeKinds, unknownChange } from '../../domain/change-event.ts'
import { sha256 } from '../../domain/json.ts'
import { instantMs } from '../../domain/time.ts'

const text = z.union([z.string(), z.number()]).transform(String).nullish()

/** An instant with `Z` or an offset; without a zone the line is broken, because guessing one moves the change. */
const instant = z.string().transform((value, context) => {
  const ms = instantMs(value)
  if (ms === undefined) context.addIssue('not an instant with a zone')
  return ms ?? z.NEVER
})

/** One line of `deployments.ndjson` (DESIGN section 13). Only `startedAt` is required. */
const Line = z
  .object({
    id: text,
    kind: z.enum(changeKinds).default('deployment'),
    service: text,
    environment: text,
    region: text,
    version: text,
    previous: text,
    startedAt: instant,
    finishedAt: instant.nullish(),
    state: text,
    actor: text,
    url: text,
    notes: text,
  })
  .refine((line) => line.finishedAt == null || line.finishedAt >= line.startedAt)

/** Where a line stands, and what it speaks of when it does not say so itself. */
export type Place = Pick<ChangeEvent, 'source' | 'service' | 'environment'>

/** The change a line tells of; undefined for a broken line. A line without id is known by its own digest. */
export function changeOfLine(place: Place, line: string): ChangeEvent | undefined {
  const parsed = Line.safeParse(jsonOf(line))
  if (!parsed.success) return undefined
  const { data } = parsed
  return {
    ...unknownChange,
    source: place.source,
    id: data.id || `line-${sha256(line).slice(0, 12)}`,
    kind: data.kind,
    service: data.service || place.service,
    environment: data.environment || place.environment,
    region: data.region || null,
    version: data.version || null,
    previous: data.previous || null,
    startedAtMs: data.startedAt,
    finishedAtMs: data.finishedAt ?? null,
    state: data.state || null,
    actor: data.actor || null,
    url: data.url || null,
    notes: data.notes ?? '',
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
