import type { Card } from '../../domain/decision.ts'
import { levelWords } from '../../domain/guarantee.ts'
import { instantMs, toMinute } from '../../domain/time.ts'
import { exact, exactJson, plain } from './plain.ts'

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
    `${exact(card.target)}: ${exactJson(card.from)} -> ${exactJson(card.to)} in ${place}`,
    `asked by ${exact(card.requester)}`,
  ].join('  ')
}

/** The whole card for the person who decides; `digest` in full. */
export function cardText(card: Card, digest: string, nowMs: number): string {
  const rows: readonly (readonly [string, string])[] = [
    ['Request', `${card.request}, ${card.state}`],
    ['Incident', `${card.incident}, ${card.severity}`],
    ['System', exact(card.system)],
    ['Target', exact(card.target)],
    ['Where', whereOf(card)],
    ['Change', `${exactJson(card.from)} -> ${exactJson(card.to)}`],
    [
      'Base version',
      card.baseVersion === null ? 'NONE: nothing to compare' : exact(card.baseVersion),
    ],
    ['Undo', undoOf(card)],
    [
      'Asked by',
      `${exact(card.requester)} at ${minuteOf(card.proposedAt)}${card.requesterKnown ? '' : `, ${stranger}`}`,
    ],
    ['Reason given', `"${plain(card.reason.text)}"`],
    ['Guarantee', `${card.level}: ${levelWords[card.level]}`],
    ['Digest', digest],
    ...expiryRows(card, nowMs),
    ...decisionRows(card),
    ...outcomeRows(card),
  ]
  const lines = rows.map(([name, value]) => `${name.padEnd(13)} ${value}`)
  const warning = card.production && card.level === 'L0' ? ['', l0Warning] : []
  return [...lines, ...warning].join('\n')
}

const stranger = 'NOT in the trust folder: make sure that it is not you'

const l0Warning =
  'WARNING: a production change at L0. Compare the digest with the one you were told by another channel.'

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

function minuteOf(instant: string): string {
  const ms = instantMs(instant)
  return ms === undefined ? 'an unknown time' : toMinute(ms)
}

function expiryRows(card: Card, nowMs: number): readonly (readonly [string, string])[] {
  if (card.state !== 'proposed') return []
  const names = card.deciders.map((id) => exact(id)).join(', ')
  return [
    ['Expires', `${minuteOf(card.expiresAt)}, ${remaining(card.expiresAt, nowMs)}`],
    ['Can decide', names || 'nobody whom the trust folder names'],
  ]
}

function decisionRows({ decision }: Card): readonly (readonly [string, string])[] {
  if (!decision) return []
  const who = `${exact(decision.approver)}${decision.simulated ? ' (SIMULATED)' : ''}`
  return [
    ['Decision', `${decision.decision} by ${who} at ${minuteOf(decision.at)}`],
    ['Its reason', `"${plain(decision.reason.text)}"`],
  ]
}

function outcomeRows({ outcome }: Card): readonly (readonly [string, string])[] {
  if (!outcome) return []
  const version = outcome.version === null ? '' : `, version ${exact(outcome.version)}`
  const reason = outcome.reason === null ? '' : `: ${plain(outcome.reason)}`
  return [['Outcome', `${minuteOf(outcome.at)}${version}${reason}`]]
}
