import * as z from 'zod'

import { Card } from '../../domain/decision.ts'
import { HandoffError } from '../../domain/error.ts'
import { type View, fenced, inline } from '../../domain/fence.ts'
import type { JsonObject } from '../../domain/json.ts'
import { outsideOf } from '../../domain/provenance.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import { minuteOf } from '../../domain/time.ts'
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

/**
 * The three forms of a tool that changes or announces: propose; `{request}` applies; `{request, withdraw: true}` withdraws.
 * An announcement that policy lets go without a grant is applied by the very call that proposes it.
 */
export function changeRoom(tool: ChangeTool<z.ZodObject>, changes: ChangeProtocol): Room {
  return {
    effect: tool.effect,
    outside: () => outsideOf(changeOutput),
    validate: (raw) => oneForm(parseInput(tool.input, raw)),
    enter: (input, visit) => enterChange(tool, changes, input, visit),
    render: (structured, view) => {
      const { request, state, digest, card, code } = changeOutput.parse(structured)
      return [
        ...(code === null ? [] : [`${code}: this needs another person's grant.`]),
        `Request ${request}: ${state}. Digest ${digest}.`,
        ...subjectOf(card, view),
        ...(card.decision
          ? [
              `${card.decision.decision} by ${inline(card.decision.approver)}${card.decision.simulated ? ' (SIMULATED person)' : ''}`,
              fenced(view, card.decision.reason),
            ]
          : []),
        ...(state === 'proposed'
          ? [
              `Can be granted by: ${card.deciders.join(', ') || 'nobody at present'}; expires ${minuteOf(card.expiresAt)}.`,
            ]
          : []),
        `Next: ${card.next}`,
      ].join('\n')
    },
  }
}

/** What is to be done, and in whose words. */
function subjectOf(card: Card, view: View): readonly string[] {
  const { system, target, environment, region, from, to, level, text } = card
  const place = `${inline(environment)} (${inline(region)})`
  if (text) {
    const number = card.baseVersion === null ? '' : ` ${Number(card.baseVersion) + 1}`
    return [`Update${number} to ${inline(target)} in ${place}, level ${level}:`, fenced(view, text)]
  }
  const move = `${inline(target)}: ${inline(JSON.stringify(from))} -> ${inline(JSON.stringify(to))}`
  const { from: whose, text: reason } = card.reason
  return [
    `${system} in ${place}, level ${level}:`,
    fenced(view, { from: whose, text: `${move}\n${reason}` }),
  ]
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
  const asked = visit.contexts(visit.signal).read.casebook.request(id)
  if (asked.proposal.tool !== tool.name) {
    throw new HandoffError('INVALID_INPUT', 'The request was made by another tool.', {
      hint: `Call ${asked.proposal.tool} with it.`,
    })
  }
  if (incident !== undefined && incident !== asked.incident) {
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
  const { requester, signal, incident } = visit
  const request = await changes.propose(tool.name, proposal, requester, incident)
  const atOnce = tool.effect === 'announce' && (await changes.isFree(request.id, requester))
  // Another process may carry the same request out meanwhile: what stands now is said.
  if (!atOnce) return answer(changes, visit.contexts(signal).read.casebook.request(request.id))
  return answer(changes, await changes.apply(request.id, requester, handsOf(tool, visit), signal))
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
