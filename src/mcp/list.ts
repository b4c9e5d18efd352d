import type { Effect } from '../domain/work.ts'
import { type Tool, isChangeTool } from '../tools/tool.ts'
import { changeOutput } from './rooms/change.ts'
import { advertisedOutput, jsonSchema } from './schema.ts'

/** Hints that clients show and act on, derived from the effect. */
const annotations: Readonly<Record<Effect, object>> = {
  read: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  record: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: true,
  },
  change: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  announce: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
  },
}

/** The answer to tools/list: made once, in the order of the catalogue. */
export function toolList(tools: readonly Tool[]) {
  return tools.map((tool) => ({
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: jsonSchema(tool.input, 'input') as { type: 'object' },
    outputSchema: advertisedOutput(isChangeTool(tool) ? changeOutput : tool.output) as {
      type: 'object'
    },
    annotations: annotations[tool.effect],
  }))
}
