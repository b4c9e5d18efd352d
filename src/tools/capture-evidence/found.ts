import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import { excerpt } from '../../domain/excerpt.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Incident } from '../../domain/incident.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Window } from '../../domain/window.ts'
import type { RecordContext } from '../tool.ts'
import type { Input } from './input.ts'

/** What one kind of evidence is captured from. */
export interface Capture {
  readonly given: Input
  readonly incident: Incident
  readonly context: RecordContext
}

/** What was found and is to be kept, still raw; `title` is what stands where the caller gave none. */
export interface Found {
  readonly title: string
  readonly source: string
  /** What was asked for, in words that repeat no argument but configured and plain names. */
  readonly query: string
  readonly window: Window | null
  readonly region: string
  /** How much there was to take from; null where that is not counted. */
  readonly total: number | null
  /** True when the source held more than was taken. */
  readonly more: boolean
  readonly gaps: readonly Gap[]
  readonly content: { readonly text: string } | Rows
}

/** `about` is written into the head of the item, beside what every item says of itself. */
interface Rows {
  readonly about: JsonObject
  readonly rows: readonly JsonObject[]
}

/** The filter in the shape that this kind knows. Throws INVALID_INPUT with the names there are. */
export function filterOf<T extends z.ZodObject>(schema: T, given: Input): z.infer<T> {
  const parsed = schema.safeParse(given.filter ?? {})
  if (parsed.success) return parsed.data
  throw new HandoffError('INVALID_INPUT', `filter does not fit evidence of kind ${given.kind}.`, {
    hint: `It may hold: ${Object.keys(schema.shape).join(', ') || 'nothing'}.`,
  })
}

/** Throws INVALID_INPUT when the kind needs a target and there is none. */
export function targetOf({ target, kind }: Input, what: string): string {
  if (target !== undefined && target.trim() !== '') return target
  throw new HandoffError('INVALID_INPUT', `Evidence of kind ${kind} needs a target.`, {
    hint: `Give ${what} in target.`,
  })
}

/** Members that are known; a change or an event does not say everything. */
export function known(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null))
}

/** The text, or, where its source cut it, its head up to a plain word, so that no half of a secret stays behind. */
export function uncut(text: string): string {
  return excerpt('', text, 0).text
}

/** The incident's regions, so that every item names one. */
export function regionsOf({ regions }: Incident): string {
  return regions.join(', ') || 'unknown'
}
