import * as z from 'zod'

import type { Json, JsonObject } from '../domain/json.ts'

const refusal = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  rule: z.string().optional(),
})

/**
 * The output as advertised: every field of the tool optional, beside `error` for refusals and `reminders` for what is
 * overdue, because clients check refusals against the same schema.
 */
export function advertisedOutput(output: z.ZodObject): JsonObject {
  const schema = output.partial().extend({
    error: refusal.loose().optional(),
    reminders: z.array(z.string()).optional(),
    cut: z.boolean().optional(),
    notOnRecord: z.boolean().optional(),
  })
  return jsonSchema(schema, 'output')
}

/** JSON Schema 2020-12 without the `$schema` line, which every client would read again with each tool. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return portable(rest as JsonObject) as JsonObject
}

/** The same schema for clients that know one type per node: a list of types becomes branches, an empty schema `true`. */
function portable(node: Json): Json {
  if (Array.isArray(node)) return node.map(portable)
  if (node === null || typeof node !== 'object') return node
  const members = Object.entries(node as JsonObject).map(([key, value]) => [
    key,
    key === 'additionalProperties' && isEmpty(value) ? true : portable(value ?? null),
  ])
  const { type, ...rest } = Object.fromEntries(members) as Record<string, Json>
  if (!Array.isArray(type)) return type === undefined ? rest : { type, ...rest }
  const { description, ...constraints } = rest
  const branches = type.map((each: Json) =>
    each === 'null' ? { type: each } : { type: each, ...constraints },
  )
  return description === undefined ? { anyOf: branches } : { description, anyOf: branches }
}

function isEmpty(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
