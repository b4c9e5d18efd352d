import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import type { JsonObject } from '../../domain/json.ts'
import { outsideOf } from '../../domain/provenance.ts'
import type { Room } from '../../guard/call.ts'
import type { ChangeProtocol } from '../../guard/change/protocol.ts'
import { type Tool, isChangeTool } from '../../tools/tool.ts'
import { changeRoom } from './change.ts'
import { parseInput } from './input.ts'

/** The room of a tool: its own input and output schemas around what it does with the contexts of the visit. */
export function toolRoom(tool: Tool, changes: ChangeProtocol): Room {
  if (isChangeTool(tool)) return changeRoom(tool, changes)
  return {
    outside: () => outsideOf(tool.output),
    effect: tool.effect,
    ...(tool.sizeOnly && { sizeOnly: tool.sizeOnly }),
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
