import type { Incident } from '../../domain/incident.ts'
import { isLate, isOpen } from '../../domain/incident/asks.ts'
import { answerDue, openBreaking } from '../../domain/incident/glass.ts'
import { requestsOf } from '../../domain/request.ts'
import { untrusted } from '../../domain/untrusted.ts'
import type { ReadContext } from '../tool.ts'
import { newsLines } from './news.ts'
import { nextStep } from '../shared/next-step.ts'
import type { Brief, Output, Row } from './output.ts'

const mostRows = 20

/** Everything somebody needs who comes back to the incident. */
export function briefOf(incident: Incident, context: ReadContext): Brief {
  const { id, closing, impactWords, workaround } = incident
  return {
    incident: id,
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
    impact: impactWords === null ? null : untrusted('note', impactWords),
    workaround: workaround === null ? null : untrusted('note', workaround),
    eta: incident.eta,
    requests: requestsOf(incident).map(({ id: request, state, proposal }) => ({
      request,
      state,
      target: untrusted(proposal.system, `${proposal.target} in ${proposal.environment}`),
    })),
    asks: incident.asks.filter(isOpen).map((ask) => ({
      ask: ask.id,
      state: ask.state,
      owner: ask.owner,
      role: ask.role,
      due: ask.due,
      overdue: isLate(ask, context.nowMs),
      text: untrusted('note', ask.text),
    })),
    openGlass: openGlassOf(incident),
    closed: closing && {
      at: closing.at,
      by: closing.by,
      next: untrusted('note', closing.next),
    },
    news: newsLines(context.casebook.entries(id, incident.seenUpTo)),
    nextStep: nextStep(incident, context),
  }
}

function openGlassOf({ glass }: Incident): Brief['openGlass'] {
  const open = openBreaking(glass)
  if (!open) return null
  const { by, until, objection, reason } = open
  const due = answerDue(open)
  return { by, until, objected: objection !== null, due, reason: untrusted('note', reason) }
}

/** The open incidents, newest first; of the closed ones only how many there are and what they still owe. */
export function listOf(incidents: readonly Incident[], nowMs: number): Output {
  const open = incidents.filter(({ closing }) => closing === null)
  const closed = incidents.filter(({ closing }) => closing !== null)
  const late = closed.flatMap(({ id, asks }) =>
    asks.filter((ask) => isLate(ask, nowMs)).map((ask) => ({ incident: id, ask: ask.id })),
  )
  return {
    brief: null,
    open: open.slice(0, mostRows).map(row),
    closed: closed.length,
    lateFollowUps: late.slice(0, mostRows),
  }
}

function row({ id, severity, state, title, nextUpdateDue }: Incident): Row {
  return { incident: id, severity, state, title: untrusted('ticket', title), nextUpdateDue }
}
