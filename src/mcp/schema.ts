import * as z from 'zod'

import type { Json, JsonObject } from '../domain/json.ts'

const refusal = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  rule: z.string().optional(),
})

const provenance = z
  .record(z.string(), z.array(z.string()))
  .describe(
    'By source, the members that hold names chosen outside; {from, text} is always untrusted',
  )

/**
 * The output as advertised: every field of the tool optional, beside `error` for refusals, `reminders` for what is
 * overdue and where outside words stand, because clients check refusals against the same schema.
 */
export function advertisedOutput(output: z.ZodObject): JsonObject {
  const schema = output.partial().extend({
    error: refusal.loose().optional(),
    reminders: z.array(z.string()).optional(),
    cut: z.boolean().optional(),
    notOnRecord: z.boolean().optional(),
    untrusted: provenance.optional(),
    sanitised: z.number().optional().describe('Invisible characters taken out'),
    withheld: z.number().optional().describe('Elements left out: redaction failed on them'),
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
