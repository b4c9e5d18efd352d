import { type Command, Option } from 'commander'

import type { Act } from '../domain/act.ts'
import { requestLifetimeMs } from '../domain/change.ts'
import type { Incident } from '../domain/incident.ts'
import { type Severity, severities } from '../domain/severity.ts'
import type { Trust } from '../domain/trust.ts'
import { minuteOf } from '../domain/time.ts'
import { severitySince } from '../guard/acts/severity.ts'
import { showOnly, signAct } from './decide/act.ts'
import { type WithKey, actCommand } from './decide/act-command.ts'
import { type Approval, type DecisionHouse, here } from './decide/house.ts'
import { exact } from './decide/plain.ts'
import { columns, consequences, incidentRows, signerRows } from './decide/rows.ts'

interface Options {
  readonly to: Severity
  readonly reason?: string
}

/** `baton severity`: the present incident commander lowers a severity. */
export function command(approval: Approval = here): Command {
  return actCommand<Options>(approval, {
    name: 'severity',
    description:
      'Lowers the severity of an incident, signed by its present incident commander. Raising it needs no signature. Without --reason it only shows what would be signed.',
    example: 'INC-1NG7S3GAWK --to SEV3 --reason "error rate back to normal since 09:40Z"',
    options: [
      new Option('--to <severity>', 'the lower severity').choices(severities).makeOptionMandatory(),
      new Option('--reason <text>', 'why; the record and the timeline show it'),
    ],
    run: (house, incident, options) => run(approval, house, incident, options),
  })
}

async function run(
  approval: Approval,
  house: DecisionHouse,
  incident: Incident,
  { to, reason, key }: Options & WithKey,
): Promise<void> {
  const trust = house.trustRoot.read()
  if (reason === undefined) {
    const again = `baton severity ${incident.id} --to ${to} --reason "why"`
    return showOnly(approval, loweringText(incident, to, trust), again)
  }
  const intent = {
    act: 'lower-severity',
    incident: incident.id,
    about: severitySince(incident),
    from: incident.severity,
    to,
    reason,
  } as const
  const show = (said: Act): string => loweringText(incident, to, trust, said)
  const { incident: after } = await signAct(approval, house, intent, key, show)
  const due = after.resolvedAt === null ? ` Next update due ${minuteOf(after.nextUpdateDue)}.` : ''
  approval.print(`${exact(after.id)} is ${after.severity} now.${due}`)
}

function loweringText(incident: Incident, to: Severity, trust: Trust, said?: Act): string {
  const { severity, revisions, openedAt } = incident
  const set = revisions.findLast((revision) => revision.to.severity !== undefined)
  const since = set
    ? `set by ${exact(set.by)} at ${minuteOf(set.at)}`
    : `since ${minuteOf(openedAt)}`
  const minutes = (of: Severity): number => requestLifetimeMs(of) / 60_000
  return [
    columns([
      ...incidentRows(incident, trust),
      ['Severity', `${severity} (${since}) -> ${to}`],
      ...(said ? signerRows(said) : []),
    ]),
    consequences('What follows:', [
      'updates to customers, and the answer to a handoff, are due by the slower rhythm of that severity.',
      'the escalation matrix pages the people of that severity, not those of the present one.',
      `a request for a grant stays open ${minutes(to)} minutes (now ${minutes(severity)}).`,
      'whoever works the incident may raise it again at any time; nobody needs to sign for that.',
    ]),
  ].join('\n')
}
