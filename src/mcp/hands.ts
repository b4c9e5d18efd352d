import type * as z from 'zod'

import type { Visit } from '../guard/call.ts'
import type { ChangeHands } from '../guard/change/options.ts'
import type { ChangeProtocol } from '../guard/change/protocol.ts'
import { type ChangeTool, type Tool, isChangeTool } from '../tools/tool.ts'

/** How long a request that stays unknown is left alone before its target is read again. */
const pauseMs = 30_000

/** A change tool's hands for the protocol: reading back with the read half, writing with the write half. */
export function handsOf(tool: ChangeTool<z.ZodObject>, visit: Visit): ChangeHands {
  return {
    readBack: (request, signal) => tool.readBack(request, visit.contexts(signal).read),
    apply: (request, signal) => tool.apply(request, visit.contexts(signal).apply),
  }
}

/**
 * Before anything else is done in an incident, intents without outcome are settled by reading their targets back.
 * What cannot be settled now stays as it is and does not stand in the way of the call.
 */
export function createSettler(
  tools: readonly Tool[],
  changes: ChangeProtocol,
): (visit: Visit) => Promise<void> {
  const triedAtMs = new Map<string, number>()
  return async (visit) => {
    if (visit.incident === null || !visit.onRecord) return
    for (const { id, proposal } of changes.overdue(visit.incident)) {
      const tool = tools.find(({ name }) => name === proposal.tool)
      const lastMs = triedAtMs.get(id) ?? -Infinity
      if (!tool || !isChangeTool(tool) || visit.startedMs - lastMs < pauseMs) continue
      triedAtMs.set(id, visit.startedMs)
      await changes.reconcile(id, handsOf(tool, visit)).catch(() => undefined)
    }
  }
}
