import type { Json, JsonObject } from '../../domain/json.ts'
import { guaranteeLevels, levelWords } from '../../domain/guarantee.ts'
import { minuteOf } from '../../domain/time.ts'
import type { NoticeRow } from '../../ports/notifier.ts'
import { exact, line } from './line.ts'

type Fields = Readonly<Record<string, Json | undefined>>

/** The card of a request in rows. Whatever others wrote stands in quotation marks. */
export function requestRows(card: JsonObject): readonly NoticeRow[] {
  const at = card as Fields
  const publishes = at['audience'] !== null && at['audience'] !== undefined
  return [
    row('Request', `${exact(at['request'])}, ${exact(at['state'])}`),
    row('Incident', `${exact(at['incident'])}, ${exact(at['severity'])}`),
    ...(publishes ? publicationRows(at) : changeRows(at)),
    row('Asked by', `${exact(at['requester'])} at ${minute(at['proposedAt'])}${stranger(at)}`),
    row('Reason given', quoted(at['reason'])),
    row('Guarantee', level(at['level'])),
    ...(at['breakGlass'] ? [row('Break-glass', lasting(at['breakGlass'] as Fields))] : []),
    row('Digest', `${exact(at['digest'])}... compare it with what you see elsewhere`),
    ...(at['state'] === 'proposed'
      ? [
          row('Decide until', minute(at['expiresAt'])),
          row('Can decide', names(at['deciders']) || 'nobody whom the trust folder names'),
        ]
      : []),
    ...(at['decision'] ? decisionRows(at['decision'] as Fields) : []),
  ]
}

/** A break-glass in rows. */
export function glassRows(card: JsonObject): readonly NoticeRow[] {
  const at = card as Fields
  return [
    row('Incident', `${exact(at['incident'])}, ${exact(at['severity'])}`),
    row(
      'Broken by',
      `${exact(at['by'])} at ${minute(at['at'])}, it lasts until ${minute(at['until'])}`,
    ),
    row('Reason given', quoted(at['reason'])),
    row('Done under it', names(at['done']) || 'nothing yet'),
    row('Answer until', minute(at['answerUntil'])),
  ]
}

function changeRows(at: Fields): readonly NoticeRow[] {
  const kind = at['production'] === true ? 'PRODUCTION' : 'not production'
  const undoes = at['inverseOf'] === null ? '' : `; this one undoes ${exact(at['inverseOf'])}`
  return [
    row('Target', `${exact(at['target'])} in ${exact(at['system'])}`),
    row('Where', `${exact(at['environment'])} (${kind}), ${exact(at['region'])}`),
    row('Change', `${exact(at['from'])} -> ${exact(at['to'])}`),
    row('Undo', `${exact(at['to'])} -> ${exact(at['from'])} by a request of its own${undoes}`),
  ]
}

function publicationRows(at: Fields): readonly NoticeRow[] {
  return [row('Publishes', `to ${exact(at['target'])}`), row('Begins with', quoted(at['text']))]
}

function decisionRows(decision: Fields): readonly NoticeRow[] {
  const simulated = decision['simulated'] === true ? ' (SIMULATED)' : ''
  const who = `${exact(decision['approver'])}${simulated}`
  return [
    row('Decision', `${exact(decision['decision'])} by ${who} at ${minute(decision['at'])}`),
    row('Its reason', quoted(decision['reason'])),
  ]
}

function lasting({ by, until }: Fields): string {
  return `broken by ${exact(by)}, it lasts until ${minute(until)}`
}

function stranger(at: Fields): string {
  return at['requesterKnown'] === false
    ? ', NOT in the trust folder: make sure that it is not you'
    : ''
}

function level(value: Json | undefined): string {
  const known = guaranteeLevels.find((name) => name === value)
  return known ? `${known}: ${levelWords[known]}` : exact(value)
}

function minute(value: Json | undefined): string {
  return minuteOf(exact(value))
}

/** Text by others, as a card carries it. */
function quoted(value: Json | undefined): string {
  const { text } = (value ?? {}) as Fields
  return `"${line(text ?? '')}"`
}

function names(value: Json | undefined): string {
  return Array.isArray(value) ? value.map((name: Json) => exact(name)).join(', ') : ''
}

function row(name: string, value: string): NoticeRow {
  return { name, value }
}
