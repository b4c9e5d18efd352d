import { createHash } from 'node:crypto'

import * as z from 'zod'

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json | undefined }

/** Any JSON value as a zod schema of our readonly type. */
export const JsonValue = z.json() as z.ZodType<Json>

/** Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, no white space, `undefined` members left out. */
export function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value as JsonObject)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** The value of a JSON text; undefined for anything that is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** What a signed text states; undefined unless it is the canonical JSON of exactly what the schema describes. */
export function parseSigned<T extends JsonObject>(
  schema: z.ZodType<T>,
  text: string,
): T | undefined {
  const { data } = schema.safeParse(parseJson(text))
  return data !== undefined && canonicalJson(data) === text ? data : undefined
}

/** The value when it is a string, else nothing. */
export function stringOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** Lower-case hexadecimal SHA-256. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
