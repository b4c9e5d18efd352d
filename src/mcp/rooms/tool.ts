import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Room } from '../../guard/call.ts'
import type { ChangeProtocol } from '../../guard/change/protocol.ts'
import type { Tool } from '../../tools/tool.ts'
import { changeRoom } from './change.ts'
import { parseInput } from './input.ts'

const refusal = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  rule: z.string().optional(),
})

/** The room of a tool: its own input and output schemas around what it does with the contexts of the visit. */
export function toolRoom(tool: Tool, changes: ChangeProtocol): Room {
  if (tool.effect === 'change') return changeRoom(tool, changes)
  return {
    effect: tool.effect,
    validate: (raw) => parseInput(tool.input, raw),
    async enter(input, visit) {
      const contexts = visit.contexts(visit.signal)
      const answer =
        tool.effect === 'read'
          ? await tool.run(input, contexts.read)
          : await tool.run(input, contexts.record)
      const checked = tool.output.safeParse(answer.structured)
      if (!checked.success) {
        throw new HandoffError('INTERNAL', 'The answer did not have its advertised shape.', {
          detail: z.prettifyError(checked.error),
        })
      }
      return { ...answer, structured: answer.structured as JsonObject }
    },
    render: (structured, view) => tool.render(structured, view),
  }
}

/**
 * The output as advertised: every field of the tool optional, beside `error` for refusals and `reminders` for what is
 * overdue, because clients check refusals against the same schema.
 */
export function advertisedOutput(output: z.ZodObject): JsonObject {
  const schema = output.partial().extend({
    error: refusal.loose().optional(),
    reminders: z.array(z.string()).optional(),
    cut: z.boolean().optional(),
  })
  return jsonSchema(schema, 'output')
}

/** JSON Schema 2020-12 without the `$schema` line, which every client would read again with each tool. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest as JsonObject
}
