import * as z from 'zod'

import { isConflict } from '../domain/error.ts'
import { fenced, inline } from '../domain/fence.ts'
import { Gap } from '../domain/gap.ts'
import { headline } from '../domain/headline.ts'
import type { Incident } from '../domain/incident.ts'
import { severities } from '../domain/severity.ts'
import { minuteOf, toIso } from '../domain/time.ts'
import { triage } from '../domain/triage.ts'
import { holdersOf } from '../domain/trust.ts'
import { Untrusted, untrusted } from '../domain/untrusted.ts'
import { longestWindowMs } from '../domain/window.ts'
import { text } from './fields.ts'
import { measureImpact } from './open-incident/impact.ts'
import { type Intake, knownValuesOf, readIntake } from './open-incident/intake.ts'
import { gapLines } from './shared/gap-lines.ts'
import { type RecordContext, recordTool } from './tool.ts'

const hourMs = 3_600_000

const input = z.strictObject({
  ticket: text(80).optional().describe('Ticket id, e.g. SUP-1042'),
  alert: z
    .union([text(50_000), z.looseObject({})])
    .optional()
    .describe('Alertmanager or PagerDuty payload, or text'),
  title: text(200).optional().describe('One line, when there is no ticket'),
  service: text(80).optional().describe('e.g. auth'),
  region: text(80).optional().describe('e.g. eu-west-1'),
  environment: text(80).optional().describe('Default production'),
  severity: z.enum(severities).optional().describe('Only raises what triage finds'),
  detectedAt: text(40).optional().describe('When first noticed, UTC'),
})

const output = z.object({
  incident: z.string(),
  existing: z.boolean(),
  title: Untrusted,
  severity: z.enum(severities),
  reasons: z.array(z.string()),
  services: z.array(z.string()),
  regions: z.array(z.string()),
  segments: z.array(Untrusted),
  environment: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  detectedAt: z.string(),
  impact: z.object({
    asOf: z.string(),
    errorRate: z.number().nullable(),
    baselineErrorRate: z.number().nullable(),
    affectedUsers: z.number().nullable(),
    burnRate: z.number().nullable(),
    budgetExceeded: z.boolean().nullable(),
  }),
  commander: z.string().nullable(),
  nextUpdateDue: z.string(),
  gaps: z.array(Gap),
})

export default recordTool({
  name: 'open_incident',
  title: 'Open an incident',
  description:
    'Opens an incident from a ticket, an alert or words: severity with reasons, services, regions, error budget, frozen UTC window, next update due. Start here.',
  input,
  output,
  sizeOnly: ['title', 'alert'],
  async run(given, context) {
    const { ticket } = given
    const open = unresolved(ticket, context)
    if (open) return answer(open, [], true)
    const intake = await readIntake(given, { ...context, knowledge: context.knowledge })
    const id = context.casebook.newIncidentId()
    context.learn(id, knownValuesOf(intake))
    const { fact: found, gaps } = await openingFact(given.severity ?? null, intake, context)
    // What the caller gave is the caller's word: a guess in it must look like nothing in logs or ticket.
    const isGiven = given.title !== undefined || intake.ticket === null
    const fact = isGiven ? { ...found, title: context.said(id, found.title) } : found
    try {
      await context.casebook.append(id, { kind: 'incident.opened', body: fact })
    } catch (cause) {
      const other = isConflict(cause) ? unresolved(ticket, context) : undefined
      if (other) return answer(other, gaps, true)
      throw cause
    }
    return answer(context.casebook.incident(id), gaps, false)
  },
  render(opened, view) {
    const { impact } = opened
    const percent = (rate: number | null): string =>
      rate === null ? 'unknown' : `${round(rate * 100)} %`
    return [
      `${opened.existing ? 'Already open' : 'Opened'}: ${opened.incident}, ${opened.severity}, ${opened.environment} ${opened.regions.join(', ')}`,
      fenced(view, reported(opened)),
      `Why ${opened.severity}: ${opened.reasons.join('; ')}.`,
      `Services: ${opened.services.join(', ') || 'unknown'}.`,
      `Error rate ${percent(impact.errorRate)} (before ${percent(impact.baselineErrorRate)}), affected users ${impact.affectedUsers ?? 'unknown'}, burn rate ${impact.burnRate ?? 'unknown'}, as of ${minuteOf(impact.asOf)}.`,
      `Window ${minuteOf(opened.window.from)} to ${minuteOf(opened.window.to)}. Commander: ${opened.commander ?? 'nobody on the rota'}. Next update due ${minuteOf(opened.nextUpdateDue)}.`,
      ...gapLines(view, opened.gaps),
      'Next: get_incident for the next best step, then query_logs.',
    ].join('\n')
  },
})

/** What the report itself says. */
function reported({
  title,
  segments,
}: Pick<z.infer<typeof output>, 'title' | 'segments'>): Untrusted {
  const who = segments.map(({ text: segment }) => inline(segment)).join(', ')
  return { from: title.from, text: who === '' ? title.text : `${title.text}\nSegments: ${who}` }
}

/** The incident that is being worked for that ticket. */
function unresolved(ticket: string | undefined, { casebook }: RecordContext): Incident | undefined {
  if (ticket === undefined) return undefined
  return casebook.incidents().find((each) => each.ticket === ticket && each.resolvedAt === null)
}

async function openingFact(
  stated: Incident['severity'] | null,
  intake: Intake,
  context: RecordContext,
) {
  const { service, detectedAtMs, environment, ticket, alert } = intake
  const fromMs = Math.max(detectedAtMs - hourMs, context.nowMs - longestWindowMs)
  const window = { fromMs, toMs: Math.max(context.nowMs, fromMs + hourMs) }
  const { impact, affectedShare, gaps } = await measureImpact(
    context,
    service,
    environment,
    window,
    detectedAtMs,
  )
  const { severity, reasons } = triage({
    errorRate: impact.errorRate,
    burnRate: impact.burnRate,
    affectedShare,
    coreService: service?.tier === 'core',
    alertSeverity: alert?.severity ?? null,
    report: intake.text,
    stated,
  })
  const commander = holdersOf(context.trust(), 'incident-commander', context.nowMs)[0]
  const fact = {
    title: headline(intake.title),
    ticket: ticket?.id ?? null,
    alert: alert && `${alert.source}: ${alert.reference}`,
    report: ticket ? (ticket.url ?? `ticket ${ticket.id}`) : null,
    detectedAt: toIso(detectedAtMs),
    window: { from: toIso(window.fromMs), to: toIso(window.toMs) },
    environment,
    severity,
    reasons: [...reasons],
    services: service ? [service.name] : [],
    regions: [...intake.regions],
    segments: ticket?.customer ? [ticket.customer] : [],
    impact,
    support: context.requester.id,
    commander: commander?.id ?? null,
  }
  return { fact, gaps }
}

function answer(incident: Incident, gaps: readonly Gap[], existing: boolean) {
  return {
    incident: incident.id,
    structured: {
      incident: incident.id,
      existing,
      title: untrusted('ticket', incident.title),
      severity: incident.severity,
      reasons: incident.reasons,
      services: incident.services,
      regions: incident.regions,
      segments: incident.segments.map((segment) => untrusted('ticket', segment)),
      environment: incident.environment,
      window: incident.window,
      detectedAt: incident.detectedAt,
      impact: incident.impact,
      commander: incident.commander,
      nextUpdateDue: incident.nextUpdateDue,
      gaps: [...gaps],
    },
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
