import * as z from 'zod'

import { fenced, inline } from '../domain/fence.ts'
import type { Incident } from '../domain/incident.ts'
import { toMinute, instantMs } from '../domain/time.ts'
import { Untrusted, untrusted } from '../domain/untrusted.ts'
import { newsSince, newsText } from './get-incident/news.ts'
import { incidentField } from './fields.ts'
import { type ReadContext, readTool } from './tool.ts'

const input = z.strictObject({ incident: incidentField.optional() })

const line = z.object({ at: z.string(), kind: z.string(), text: Untrusted })

const brief = z.object({
  incident: z.string(),
  title: Untrusted,
  state: z.enum(['open', 'handed_off', 'acknowledged']),
  severity: z.string(),
  services: z.array(z.string()),
  regions: z.array(z.string()),
  window: z.object({ from: z.string(), to: z.string() }),
  commander: z.string().nullable(),
  support: z.string(),
  nextUpdateDue: z.string(),
  updateOverdue: z.boolean(),
  resolvedAt: z.string().nullable(),
  requests: z.array(z.object({ request: z.string(), state: z.string(), target: Untrusted })),
  asks: z.array(z.object({ owner: z.string(), due: z.string().nullable(), text: Untrusted })),
  news: z.array(line),
  nextStep: z.string(),
})

const output = z.object({
  brief: brief.nullable(),
  open: z.array(
    z.object({
      incident: z.string(),
      severity: z.string(),
      state: z.string(),
      title: Untrusted,
      nextUpdateDue: z.string(),
    }),
  ),
})

export default readTool({
  name: 'get_incident',
  title: 'Incident brief',
  description:
    'The brief: state, severity, next update due, pending requests, open asks, what is new since you last looked, next best step. Without an id: the incidents there are.',
  input,
  output,
  async run(given, context) {
    const open = context.casebook.incidents()
    if (given.incident === undefined) {
      return { structured: { brief: null, open: open.slice(0, 20).map(row) } }
    }
    const incident = context.casebook.incident(given.incident)
    const { nextStep } = await import('./get-incident/next-step.ts')
    const step = nextStep(incident, context.nowMs)
    return { structured: { brief: briefOf(incident, context, step), open: [] } }
  },
  render({ brief: known, open }, view) {
    if (known === null) {
      if (open.length === 0)
        return 'No incident yet. Next: open_incident with a ticket, an alert or a title.'
      return open
        .map(
          (each) =>
            `${each.incident} ${each.severity} ${each.state}, update due ${minute(each.nextUpdateDue)}`,
        )
        .join('\n')
    }
    const { requests, asks, news } = known
    return [
      `${known.incident}: ${known.severity}, ${known.state.replace('_', ' ')}, ${known.services.join(', ') || 'service unknown'} in ${known.regions.join(', ')}`,
      fenced(view, known.title),
      `Window ${minute(known.window.from)} to ${minute(known.window.to)}. Commander: ${known.commander ?? 'nobody on the rota'}. Support: ${known.support}.`,
      known.resolvedAt === null
        ? `Next update due ${minute(known.nextUpdateDue)}${known.updateOverdue ? ', OVERDUE' : ''}.`
        : `No update is due: resolved ${minute(known.resolvedAt)}.`,
      ...requests.map((each) => `Request ${each.request}: ${each.state}`),
      ...asks.map(
        (ask) =>
          `Ask: ${inline(ask.owner)}, due ${ask.due === null ? 'unknown' : minute(ask.due)}\n${fenced(view, ask.text)}`,
      ),
      ...(news.length > 0
        ? ['New since you last looked:']
        : ['Nothing new since you last looked.']),
      ...news.map((item) => `${minute(item.at)} ${item.kind}${newsText(item.text, view)}`),
      `Next best step: ${known.nextStep}`,
    ].join('\n')
  },
})

function briefOf(incident: Incident, context: ReadContext, step: string): z.infer<typeof brief> {
  return {
    incident: incident.id,
    title: untrusted('ticket', incident.title),
    state: incident.state,
    severity: incident.severity,
    services: incident.services,
    regions: incident.regions,
    window: incident.window,
    commander: incident.commander,
    support: incident.support,
    nextUpdateDue: incident.nextUpdateDue,
    updateOverdue: incident.updateOverdue,
    resolvedAt: incident.resolvedAt,
    requests: incident.requests.map(({ id, state, proposal }) => ({
      request: id,
      state,
      target: untrusted('flag', `${proposal.target} in ${proposal.environment}`),
    })),
    asks: incident.notes
      .filter(({ type }) => type === 'ask')
      .map(({ owner, due, text }) => ({ owner, due, text: untrusted('note', text) })),
    news: newsSince(incident, context.casebook.entries(incident.id)),
    nextStep: step,
  }
}

function row(incident: Incident): z.infer<typeof output>['open'][number] {
  const { id, severity, state, title, nextUpdateDue } = incident
  return { incident: id, severity, state, title: untrusted('ticket', title), nextUpdateDue }
}

function minute(iso: string): string {
  return toMinute(instantMs(iso) ?? 0)
}
