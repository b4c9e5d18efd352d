import type * as z from 'zod'

import type { Visit } from '../guard/call.ts'
import type { ChangeHands } from '../guard/change/options.ts'
import type { ChangeProtocol } from '../guard/change/protocol.ts'
import type { ChangeTool, Tool } from '../tools/tool.ts'

/** A change tool's hands for the protocol: reading back with the read half, writing with the write half. */
export function handsOf(tool: ChangeTool<z.ZodObject>, visit: Visit): ChangeHands {
  return {
    readBack: (request, signal) => tool.readBack(request, visit.contexts(signal).read),
    apply: (request, signal) => tool.apply(request, visit.contexts(signal).apply),
  }
}

/** Before anything else is done in an incident, intents without outcome are settled by reading their targets back. */
export async function settleOverdue(
  tools: readonly Tool[],
  changes: ChangeProtocol,
  visit: Visit,
): Promise<void> {
  if (visit.incident === null) return
  for (const request of changes.overdue(visit.incident)) {
    const tool = tools.find(({ name }) => name === request.proposal.tool)
    if (tool?.effect === 'change') await changes.reconcile(request.id, handsOf(tool, visit))
  }
}
