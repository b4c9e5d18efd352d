import * as z from 'zod'

import { Card } from '../../domain/decision.ts'
import { HandoffError } from '../../domain/error.ts'
import { fenced, inline } from '../../domain/fence.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import { instantMs, toMinute } from '../../domain/time.ts'
import type { Answer } from '../../domain/work.ts'
import type { Room, Visit } from '../../guard/call.ts'
import { within } from '../../guard/change/bounded.ts'
import type { ChangeProtocol } from '../../guard/change/protocol.ts'
import type { ChangeTool } from '../../tools/tool.ts'
import { handsOf } from '../hands.ts'
import { parseInput } from './input.ts'

/** What every change tool answers: where its request stands, and the card. */
export const changeOutput = z.object({
  code: z.literal('APPROVAL_REQUIRED').nullable(),
  request: z.string(),
  state: z.string(),
  digest: z.string(),
  card: Card,
})

/** A change tool's three forms: propose; `{request}` applies; `{request, withdraw: true}` withdraws. */
export function changeRoom(tool: ChangeTool<z.ZodObject>, changes: ChangeProtocol): Room {
  return {
    effect: 'change',
    validate: (raw) => oneForm(parseInput(tool.input, raw)),
    enter: (input, visit) => enterChange(tool, changes, input, visit),
    render: (structured, view) => {
      const { request, state, digest, card, code } = changeOutput.parse(structured)
      return [
        ...(code === null ? [] : [`${code}: this change needs another person's grant.`]),
        `Request ${request}: ${state}. Digest ${digest}.`,
        `${card.system} ${inline(card.target)} in ${inline(card.environment)} (${inline(card.region)}): ${inline(JSON.stringify(card.from))} -> ${inline(JSON.stringify(card.to))}, level ${card.level}.`,
        fenced(view, card.reason),
        ...(card.decision
          ? [
              `${card.decision.decision} by ${inline(card.decision.approver)}${card.decision.simulated ? ' (SIMULATED person)' : ''}`,
              fenced(view, card.decision.reason),
            ]
          : []),
        ...(state === 'proposed'
          ? [
              `Can be granted by: ${card.deciders.join(', ') || 'nobody at present'}; expires ${minute(card.expiresAt)}.`,
            ]
          : []),
        `Next: ${card.next}`,
      ].join('\n')
    },
  }
}

/** A call is of one form: what a proposal says beside a request id would be ignored, so it is refused. */
function oneForm(input: JsonObject): JsonObject {
  const { request, withdraw, incident: _, ...proposal } = input
  const proposes = Object.values(proposal).some((value) => value !== undefined)
  if (request === undefined ? withdraw !== true : !proposes) return input
  throw new HandoffError('INVALID_INPUT', 'The call mixes a proposal with an existing request.', {
    hint: 'Propose with what is to be changed and no request; or give request alone to apply it, with withdraw true to withdraw it.',
  })
}

async function enterChange(
  tool: ChangeTool<z.ZodObject>,
  changes: ChangeProtocol,
  input: JsonObject,
  visit: Visit,
): Promise<Answer<JsonObject>> {
  const { request: id, withdraw, incident } = input
  if (typeof id !== 'string') return proposed(tool, changes, input, visit)
  if (incident !== undefined && incident !== (await changes.view(id)).incident) {
    throw new HandoffError('INVALID_INPUT', 'The request belongs to another incident.', {
      hint: 'Give the request alone.',
    })
  }
  const request =
    withdraw === true
      ? await changes.withdraw(id, visit.requester)
      : await changes.apply(id, visit.requester, handsOf(tool, visit), visit.signal)
  return answer(changes, request)
}

async function proposed(
  tool: ChangeTool<z.ZodObject>,
  changes: ChangeProtocol,
  input: JsonObject,
  visit: Visit,
): Promise<Answer<JsonObject>> {
  if (visit.incident === null) {
    throw new HandoffError('INVALID_INPUT', 'A change is proposed for an incident.', {
      hint: 'Give the incident id; open_incident makes one.',
    })
  }
  const proposal = await within(visit.signal, (signal) =>
    tool.propose(input, visit.contexts(signal).read),
  )
  const request = await changes.propose(tool.name, proposal, visit.requester, visit.incident)
  return answer(changes, request)
}

async function answer(
  changes: ChangeProtocol,
  request: ChangeRequest,
): Promise<Answer<JsonObject>> {
  const { id, state, proposal, incident } = request
  const waiting = state === 'proposed'
  const structured: z.input<typeof changeOutput> = {
    code: waiting ? 'APPROVAL_REQUIRED' : null,
    request: id,
    state,
    digest: proposal.digest.slice(0, 8),
    card: await changes.view(id),
  }
  return {
    structured: structured as JsonObject,
    incident,
    ...(waiting && { code: 'APPROVAL_REQUIRED' as const }),
  }
}

function minute(iso: string): string {
  return toMinute(instantMs(iso) ?? 0)
}
