import * as z from 'zod'

import { Card } from '../domain/decision.ts'
import { type View, fenced, inline } from '../domain/fence.ts'
import { type Json, canonicalJson } from '../domain/json.ts'
import { readTool } from './tool.ts'

export default readTool({
  name: 'get_request',
  title: 'Look at a request for a grant',
  description:
    'State of a requested change: card, who can decide, the decision with its reason, the outcome, what to do next. Looking never decides.',
  input: z.strictObject({
    request: z.string().max(40).describe('Request id, e.g. REQ-0SXK2F7Q3F'),
  }),
  output: z.object({ request: z.string(), state: z.string(), digest: z.string(), card: Card }),
  async run({ request: id }, context) {
    const card = await context.card(id)
    return {
      structured: { request: id, state: card.state, digest: card.digest, card },
      incident: card.incident,
    }
  },
  render({ card }, view) {
    const { decision, outcome } = card
    const lines = [
      `${card.request}: ${card.state} (${card.incident}, ${card.severity}, guarantee ${card.level})`,
      `Asked by ${inline(card.requester)} at ${card.proposedAt}; expires ${card.expiresAt}; digest ${card.digest}`,
      ...whatOf(card, view),
    ]
    if (card.breakGlass) {
      const { by, until } = card.breakGlass
      lines.push(`Under break-glass by ${inline(by)}, until ${until}`)
    }
    if (card.state === 'proposed') {
      const names = card.deciders.map((id) => inline(id)).join(', ')
      lines.push(`Can decide: ${names || 'nobody whom the trust folder names'}`)
    }
    if (decision) {
      const simulated = decision.simulated ? ' (SIMULATED person)' : ''
      lines.push(
        `${decision.decision} by ${inline(decision.approver)}${simulated} at ${decision.at}`,
      )
      lines.push(fenced(view, decision.reason))
    }
    if (outcome) {
      lines.push(`Outcome at ${outcome.at}${outcome.reason ? `: ${outcome.reason}` : ''}`)
      if (outcome.version !== null) {
        const now = `version now ${inline(outcome.version, 40)}`
        lines.push(fenced(view, { from: card.system, text: now }))
      }
    }
    return [...lines, `Next: ${card.next}`].join('\n')
  },
})

/** What is to be done, and in whose words. */
function whatOf(card: Card, view: View): readonly string[] {
  const about = `in ${inline(card.environment)} (${inline(card.region)})`
  const base = card.baseVersion === null ? null : inline(card.baseVersion, 40)
  if (card.text) {
    return [
      `Update to ${inline(card.target)} ${about}, updates before it: ${base ?? 'unknown'}; its exact text:`,
      fenced(view, card.text),
    ]
  }
  const version = base === null ? '' : `, version ${base}`
  const move = `${inline(card.target)}: ${position(card.from)} to ${position(card.to)}${version}`
  const { from, text } = card.reason
  return [`Change ${about}:`, fenced(view, { from, text: `${move}\n${text}` })]
}

function position(value: Json): string {
  return inline(typeof value === 'string' ? value : canonicalJson(value))
}
