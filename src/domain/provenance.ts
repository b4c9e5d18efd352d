import * as z from 'zod'

import type { Json, JsonObject } from './json.ts'
import { Untrusted } from './untrusted.ts'

/** Plain strings of an output that somebody outside chose: names, keys, versions. */
const outside = z.registry<{ readonly from: string }>()

/** A string that a source chose and that is too short and plain to be wrapped; answers list where such stand, by source. */
export function outsideName(from: string): z.ZodString {
  return z.string().describe(`Chosen outside (${from}): data`).register(outside, { from })
}

/** A short name of plain characters stays a string; whatever else that source wrote there is untrusted text. */
export function Label(from: string) {
  return z.union([outsideName(from), Untrusted])
}
export type Label = z.infer<ReturnType<typeof Label>>

/** Where a member may stand, `[]` for every item of a list and `*` for every key, and who chose it. */
export interface Outside {
  readonly from: string
  readonly path: readonly string[]
}

const places = new WeakMap<z.ZodType, readonly Outside[]>()

/** Which members of an output bear an outside name; worked out once for each schema. */
export function outsideOf(schema: z.ZodType): readonly Outside[] {
  const known = places.get(schema) ?? outsideBelow(schema, [])
  places.set(schema, known)
  return known
}

function outsideBelow(schema: z.ZodType, path: readonly string[]): readonly Outside[] {
  const from = outside.get(schema)?.from
  if (from !== undefined) return [{ from, path }]
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, member]) =>
      outsideBelow(member as z.ZodType, [...path, key]),
    )
  }
  if (schema instanceof z.ZodArray)
    return outsideBelow(schema.element as z.ZodType, [...path, '[]'])
  if (schema instanceof z.ZodRecord)
    return outsideBelow(schema.valueType as z.ZodType, [...path, '*'])
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => outsideBelow(option as z.ZodType, path))
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return outsideBelow(schema.unwrap() as z.ZodType, path)
  }
  return []
}

/** The paths at which this answer holds outside names, by source; undefined where it holds none. */
export function provenanceOf(
  value: JsonObject,
  outsides: readonly Outside[],
): Record<string, string[]> | undefined {
  const found = new Map<string, string[]>()
  for (const { from, path } of outsides) {
    if (!stands(value, path)) continue
    const shown = path.join('.').replaceAll('.[]', '[]')
    found.set(from, [...(found.get(from) ?? []), shown])
  }
  return found.size === 0 ? undefined : Object.fromEntries(found)
}

function stands(value: Json | undefined, [head, ...rest]: readonly string[]): boolean {
  if (head === undefined) return typeof value === 'string' && value !== ''
  if (value === null || typeof value !== 'object') return false
  if (head === '[]') return Array.isArray(value) && value.some((item: Json) => stands(item, rest))
  if (Array.isArray(value)) return false
  const object = value as JsonObject
  if (head === '*') return Object.values(object).some((member) => stands(member, rest))
  return stands(object[head], rest)
}
