import { type Command, Option } from 'commander'

import type { Act } from '../domain/act.ts'
import { HandoffError } from '../domain/error.ts'
import type { Incident } from '../domain/incident.ts'
import {
  type Breaking,
  answerDue,
  digestOfDone,
  doneUnder,
  openBreaking,
} from '../domain/incident/glass.ts'
import { needsNoGrant, publicationOf } from '../domain/publication.ts'
import { type ChangeRequest, requestsOf } from '../domain/request.ts'
import { instantMs, minuteOf } from '../domain/time.ts'
import type { Trust } from '../domain/trust.ts'
import { answerableAt } from '../guard/acts/answer.ts'
import { showOnly, signAct } from './decide/act.ts'
import { type WithKey, actCommand } from './decide/act-command.ts'
import { type Approval, type DecisionHouse, here } from './decide/house.ts'
import { exact, exactJson, plain } from './decide/plain.ts'
import { columns, consequences, incidentRows, signerRows } from './decide/rows.ts'
import { textBlock } from './decide/text-block.ts'

interface Options {
  readonly reason?: string
  readonly object?: true
}

/** `baton countersign`: a second person answers for a break-glass, or objects to it. */
export function command(approval: Approval = here): Command {
  return actCommand<Options>(approval, {
    name: 'countersign',
    description:
      'Shows what was done under a break-glass and signs that you, who had no part in it, agree or object. Without --reason it only shows.',
    example: 'INC-1NG7S3GAWK --reason "read the list with noor, the rollback was needed"',
    options: [
      new Option('--reason <text>', 'what you checked; the record and every packet show it'),
      new Option('--object', 'sign that you do not agree: it stays open as objected'),
    ],
    run: (house, incident, options) => run(approval, house, incident, options),
  })
}

async function run(
  approval: Approval,
  house: DecisionHouse,
  incident: Incident,
  { reason, object, key }: Options & WithKey,
): Promise<void> {
  const breaking = openBreaking(incident.glass)
  if (!breaking) throw nothingOpen()
  const done = doneUnder(requestsOf(incident), breaking)
  const late = house.clock.nowMs() > (instantMs(answerDue(breaking)) ?? 0)
  const shown: Shown = { incident, breaking, done, late, trust: house.trustRoot.read() }
  if (reason === undefined) {
    const again = `baton countersign ${incident.id} --reason "what you checked" (or with --object)`
    return showOnly(approval, answerText(shown), again)
  }
  const intent = {
    act: object ? 'object' : 'countersign',
    incident: incident.id,
    about: answerableAt(breaking),
    reason,
    done: digestOfDone(done),
  } as const
  const { act } = await signAct(approval, house, intent, key, (said) => answerText(shown, said))
  const by = `${exact(act.by)}${late ? ', LATE' : ''}`
  approval.print(
    object
      ? `Objected by ${by}. It stays open in every packet; only you can countersign it now.`
      : `Countersigned by ${by}. The break-glass is closed; every packet says who signed.`,
  )
}

interface Shown {
  readonly incident: Incident
  readonly breaking: Breaking
  readonly done: readonly ChangeRequest[]
  readonly late: boolean
  readonly trust: Trust
}

/** What the second person answers for; without a statement, what they would. */
function answerText({ incident, breaking, done, late, trust }: Shown, said?: Act): string {
  const { by, recordedAt, until, reason, simulated, objection } = breaking
  const due = minuteOf(answerDue(breaking))
  return [
    columns([
      ...incidentRows(incident, trust),
      ['Broken by', `${exact(by)}${simulated ? ' (SIMULATED)' : ''} at ${minuteOf(recordedAt)}`],
      ['Until', minuteOf(until)],
      ['Its reason', `"${plain(reason)}"`],
      ['Answer due', `${due}${late ? ', LATE' : ''}`],
      ...(objection
        ? [['Objection', `by ${exact(objection.by)}: "${plain(objection.reason)}"`] as const]
        : []),
      ['Done under it', done.length === 0 ? 'NOTHING was applied' : `${done.length}:`],
    ]),
    ...done.flatMap(doneLines),
    columns([['List', digestOfDone(done)], ...(said ? signerRows(said) : [])]),
    ...(said ? [said.act === 'object' ? objecting : agreeing] : []),
  ].join('\n')
}

function doneLines({ id, proposal, decision, state, outcome }: ChangeRequest): readonly string[] {
  const { environment, region, requester, reason } = proposal
  const published = publicationOf(proposal)
  const ended = outcome ? ` at ${minuteOf(outcome.at)}` : ', no outcome yet'
  const why = outcome?.reason ? `: ${plain(outcome.reason)}` : ''
  const granted = decision
    ? `granted by ${exact(decision.approver)} at ${minuteOf(decision.at)}: "${plain(decision.reason)}"`
    : needsNoGrant(proposal)
      ? 'needed no grant: colleagues alone read it'
      : 'granted by NOBODY'
  return [
    `  ${exact(id)} ${state}${ended}${why}`,
    `    ${whatOf(proposal)} in ${exact(environment)}, ${exact(region)}`,
    `    asked by ${exact(requester)}: "${plain(reason)}"`,
    `    ${granted}`,
    ...(published ? textBlock(published.text) : []),
  ]
}

function whatOf(proposal: ChangeRequest['proposal']): string {
  const published = publicationOf(proposal)
  if (published) return `published to ${published.audience} by ${exact(published.channel)}`
  const { target, from, to } = proposal
  return `${exact(target)}: ${exactJson(from)} -> ${exactJson(to)}`
}

const agreeing = consequences('You sign that you have read exactly this list and AGREE:', [
  'the break-glass is closed; it stays on the record and in every packet with both names.',
  'nothing is undone by it.',
])

const objecting = consequences('You sign that you have read exactly this list and OBJECT:', [
  'it stays open in every packet as objected, with your name; only you can countersign it later.',
  'nothing is undone by it: ask for the undo of a change if one is needed.',
])

function nothingOpen(): HandoffError {
  return new HandoffError('CONFLICT', 'No break-glass of this incident waits for a countersign.', {
    rule: 'act-as-shown',
    hint: 'get_incident and the packet show who signed.',
  })
}
