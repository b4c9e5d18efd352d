import type { Card } from '../../domain/decision.ts'
import { levelWords } from '../../domain/guarantee.ts'
import { instantMs, minuteOf } from '../../domain/time.ts'
import { exact, exactJson, plain } from './plain.ts'
import { type Row, columns } from './rows.ts'
import { textBlock } from './text-block.ts'

const soonMs = 5 * 60_000

/** Whole minutes to an instant; below five it is marked. */
export function remaining(expiresAt: string, nowMs: number): string {
  const leftMs = (instantMs(expiresAt) ?? 0) - nowMs
  if (leftMs <= 0) return 'expired'
  const left = `${Math.ceil(leftMs / 60_000)} min left`
  return leftMs < soonMs ? `${left}, EXPIRING SOON` : left
}

/** One line of the inbox. */
export function cardLine(card: Card, nowMs: number): string {
  const place = `${exact(card.environment)}${card.production ? ' (production)' : ''}`
  return [
    card.request,
    card.severity,
    remaining(card.expiresAt, nowMs),
    `${exact(card.target)}: ${moveOf(card)} in ${place}`,
    `asked by ${exact(card.requester)}`,
  ].join('  ')
}

/** The whole card for the person who decides; `digest` in full. */
export function cardText(card: Card, digest: string, nowMs: number): string {
  const rows: readonly Row[] = [
    ['Request', `${card.request}, ${card.state}`],
    ['Incident', `${card.incident}, ${card.severity}`],
    ...(card.text ? publicationRows(card) : changeRows(card)),
    [
      'Asked by',
      `${exact(card.requester)} at ${minuteOf(card.proposedAt)}${card.requesterKnown ? '' : `, ${stranger}`}`,
    ],
    ['Reason given', `"${plain(card.reason.text)}"`],
    ['Guarantee', `${card.level}: ${levelWords[card.level]}`],
    ['Digest', digest],
    ...glassRows(card),
    ...expiryRows(card, nowMs),
    ...decisionRows(card),
    ...outcomeRows(card),
  ]
  const exposed = exposedOf(card)
  const warning = exposed !== null && card.level === 'L0' ? ['', l0Warning(exposed)] : []
  const text = card.text ? ['', 'What would be read:', ...textBlock(card.text.text)] : []
  return [columns(rows), ...warning, ...text].join('\n')
}

function changeRows(card: Card): readonly Row[] {
  return [
    ['System', exact(card.system)],
    ['Target', exact(card.target)],
    ['Where', whereOf(card)],
    ['Change', moveOf(card)],
    [
      'Base version',
      card.baseVersion === null ? 'NONE: nothing to compare' : exact(card.baseVersion),
    ],
    ['Undo', undoOf(card)],
  ]
}

function publicationRows(card: Card): readonly Row[] {
  return [
    ['Audience', card.audience === 'customers' ? 'CUSTOMERS' : (card.audience ?? 'unknown')],
    ['Channel', partOf(card.to, 'channel')],
    ['Subject', partOf(card.to, 'subject')],
    ['About', `${exact(card.environment)}, ${exact(card.region)}`],
    ['Publishes', moveOf(card)],
    ['Before it', exactJson(card.from ?? 'nothing yet')],
    ['Undo', 'NONE: what people have read stays read; a correction is an update of its own'],
  ]
}

/** What changes, or which update goes out; the text itself stands apart. */
function moveOf({ from, to, text, baseVersion }: Card): string {
  if (!text) return `${exactJson(from)} -> ${exactJson(to)}`
  const number = baseVersion === null ? 'without a number' : `${Number(baseVersion) + 1}`
  return `update ${number}, ${text.text.length} characters`
}

/** One member of what is published, to the letter. */
function partOf(to: Card['to'], name: string): string {
  const part = typeof to === 'object' && to !== null && name in to ? to[name as never] : 'unknown'
  return exactJson(part)
}

const stranger = 'NOT in the trust folder: make sure that it is not you'

/** What makes a weak guarantee worth a warning. */
function exposedOf({ audience, production }: Card): string | null {
  if (audience === null) return production ? 'a production change' : null
  return audience === 'customers' ? 'a text for customers' : null
}

function l0Warning(exposed: string): string {
  return `WARNING: ${exposed} at L0. Compare the digest with the one you were told by another channel.`
}

function whereOf(card: Card): string {
  const kind = card.production ? 'PRODUCTION' : 'not production'
  const service = card.service === null ? 'no single service' : `service ${exact(card.service)}`
  return `${exact(card.environment)} (${kind}), ${exact(card.region)}, ${service}`
}

function undoOf(card: Card): string {
  const back = `${exactJson(card.to)} -> ${exactJson(card.from)}`
  const undoing = card.inverseOf === null ? '' : `; this one undoes ${exact(card.inverseOf)}`
  return `${back} by a request of its own, also in a freeze${undoing}`
}

function expiryRows(card: Card, nowMs: number): readonly Row[] {
  if (card.state !== 'proposed') return []
  const names = card.deciders.map((id) => exact(id)).join(', ')
  return [
    ['Expires', `${minuteOf(card.expiresAt)}, ${remaining(card.expiresAt, nowMs)}`],
    ['Can decide', names || 'nobody whom the trust folder names'],
  ]
}

function glassRows({ breakGlass, state }: Card): readonly Row[] {
  if (!breakGlass) return []
  const { by, until } = breakGlass
  const lifted = 'freeze, second lock and missing version do not stop it'
  const words = `BROKEN by ${exact(by)} until ${minuteOf(until)}`
  return [['Break-glass', state === 'proposed' ? `${words}: ${lifted}` : words]]
}

function decisionRows({ decision }: Card): readonly Row[] {
  if (!decision) return []
  const who = `${exact(decision.approver)}${decision.simulated ? ' (SIMULATED)' : ''}`
  return [
    ['Decision', `${decision.decision} by ${who} at ${minuteOf(decision.at)}`],
    ['Its reason', `"${plain(decision.reason.text)}"`],
  ]
}

function outcomeRows({ outcome }: Card): readonly Row[] {
  if (!outcome) return []
  const version = outcome.version === null ? '' : `, version ${exact(outcome.version)}`
  const reason = outcome.reason === null ? '' : `: ${plain(outcome.reason)}`
  return [['Outcome', `${minuteOf(outcome.at)}${version}${reason}`]]
}
