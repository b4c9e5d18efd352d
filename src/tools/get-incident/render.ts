import { fenced, inline, type View } from '../../domain/fence.ts'
import { minuteOf } from '../../domain/time.ts'
import type { Untrusted } from '../../domain/untrusted.ts'
import { newsText } from './news.ts'
import type { Brief, Output } from './output.ts'

/** The open incidents, one a line. */
export function renderList({ open, closed, lateFollowUps }: Output): string {
  const lines = open.map(
    (each) =>
      `${each.incident} ${each.severity} ${each.state}, update due ${minuteOf(each.nextUpdateDue)}`,
  )
  if (open.length === 0) {
    lines.push(`No incident is open. Next: open_incident with a ticket, an alert or a title.`)
  }
  if (closed > 0) lines.push(`Closed: ${closed}.`)
  for (const { incident, ask } of lateFollowUps) {
    lines.push(`Follow-up overdue: ${ask} of ${incident}.`)
  }
  return lines.join('\n')
}

/** The brief as text; whatever people wrote stands in fences. */
export function renderBrief(known: Brief, view: View): string {
  const { requests, asks, news, eta } = known
  return [
    `${known.incident}: ${known.severity}, ${known.state.replace('_', ' ')}, ${known.services.join(', ') || 'service unknown'} in ${known.regions.join(', ')}`,
    fenced(view, known.title),
    `Window ${minuteOf(known.window.from)} to ${minuteOf(known.window.to)}. Commander: ${known.commander ?? 'nobody on the rota'}. Support: ${known.support}.`,
    dueWords(known),
    ...said('Impact', known.impact, view),
    ...said('Workaround', known.workaround, view),
    ...(eta
      ? [
          `Repair expected ${minuteOf(eta.at)} by:`,
          fenced(view, { from: 'note', text: inline(eta.owner) }),
        ]
      : []),
    ...glassLines(known, view),
    ...requests.map((each) => `Request ${each.request}: ${each.state}`),
    ...asks.map(
      (ask) =>
        `${ask.ask}: ${ask.state}, ${ask.role.replace('_', ' ')}, due ${minuteOf(ask.due)}${ask.overdue ? ', OVERDUE' : ''}\n${fenced(view, { from: ask.text.from, text: `Owner: ${inline(ask.owner)}\n${ask.text.text}` })}`,
    ),
    ...(news.length > 0 ? ['New since you last looked:'] : ['Nothing new since you last looked.']),
    ...news.map((item) => `${minuteOf(item.at)} ${item.kind}${newsText(item.text, view)}`),
    `Next best step: ${known.nextStep}`,
  ].join('\n')
}

/** What waits for a second person's signature; the agent can do nothing about it but say so. */
function glassLines({ openGlass }: Brief, view: View): readonly string[] {
  if (!openGlass) return []
  const { by, until, objected, due, reason } = openGlass
  const state = objected
    ? 'OBJECTED by a second person'
    : `OPEN, countersignature due ${minuteOf(due)}`
  return [
    `Break-glass by ${inline(by)} until ${minuteOf(until)}: ${state}.\n${fenced(view, reason)}`,
  ]
}

function dueWords({ closed, resolvedAt, nextUpdateDue, updateOverdue }: Brief): string {
  if (closed) return `Closed ${minuteOf(closed.at)} by ${closed.by}. No update is due.`
  if (resolvedAt !== null) return `No update is due: resolved ${minuteOf(resolvedAt)}.`
  return `Next update due ${minuteOf(nextUpdateDue)}${updateOverdue ? ', OVERDUE' : ''}.`
}

function said(label: string, text: Untrusted | null, view: View): readonly string[] {
  return text === null ? [] : [`${label}:\n${fenced(view, text)}`]
}
