import * as z from 'zod'

import { HandoffError } from '../domain/error.ts'
import { isPlaceholder } from '../domain/placeholder.ts'
import { noteTypes } from '../domain/facts/incident.ts'
import { parseInstant, toIso, toMinute } from '../domain/time.ts'
import { incidentField, text } from './fields.ts'
import { notifyBlocker } from './record-note/blocker.ts'
import { recordTool } from './tool.ts'

const input = z.strictObject({
  incident: incidentField,
  type: z.enum(noteTypes).describe('Kind of note'),
  text: text(2_000).describe('No personal data'),
  at: text(40).optional().describe('When it happened, UTC; default now'),
  owner: text(80).optional().describe('Person id; default you'),
  region: text(80).optional().describe('Default all of the incident'),
  role: z.enum(['fix', 'qa', 'communicator']).optional().describe('Of the owner of an ask'),
  due: text(40).optional().describe('Of an ask, UTC'),
  link: text(300).optional().describe('Ticket or evidence'),
})

const output = z.object({
  incident: z.string(),
  type: z.enum(noteTypes),
  seq: z.number(),
  at: z.string(),
  notified: z.array(z.string()),
  nextUpdateDue: z.string(),
})

export default recordTool({
  name: 'record_note',
  title: 'Record a note',
  description:
    'Puts a note on the timeline. A blocker notifies incident commander and SRE; an ask needs owner and due. First words count: decision "Resolved:" or "No mitigation:", observation "Alert:" or "Report:", data_loss yes, no or unknown.',
  input,
  output,
  async run(given, context) {
    const incident = context.casebook.incident(given.incident)
    if (given.type === 'ask') requireAsk(given)
    refuseEmpty(given)
    const atMs = given.at === undefined ? context.nowMs : parseInstant(given.at, 'at')
    const note = {
      type: given.type,
      text: given.text,
      at: toIso(atMs),
      owner: given.owner ?? context.requester.id,
      region: given.region ?? incident.regions.join(', '),
      role: given.role ?? null,
      due: given.due === undefined ? null : toIso(parseInstant(given.due, 'due')),
      link: given.link ?? null,
    }
    const entry = await context.casebook.append(incident.id, { kind: 'note.recorded', body: note })
    const notified =
      given.type === 'blocker' ? await notifyBlocker(incident, note.text, context) : []
    const after = context.casebook.incident(incident.id)
    return {
      structured: {
        incident: incident.id,
        type: given.type,
        seq: entry.seq,
        at: note.at,
        notified: [...notified],
        nextUpdateDue: after.nextUpdateDue,
      },
    }
  },
  render({ incident, type, seq, notified, nextUpdateDue }) {
    const told = notified.length > 0 ? ` Notified: ${notified.join(', ')}.` : ''
    const due = toMinute(parseInstant(nextUpdateDue, 'nextUpdateDue'))
    return `Recorded ${type} on ${incident} as entry ${seq}.${told} Next update due ${due}.`
  },
})

/** A note that says nothing must not count as one; least of all may it clear an overdue update. */
function refuseEmpty({ type, text: words }: { type: string; text: string }): void {
  if (isPlaceholder(words) || (type === 'update_sent' && words.trim().length < 8)) {
    throw new HandoffError('INVALID_INPUT', 'The note says nothing.', {
      hint:
        type === 'update_sent'
          ? 'Say to whom the update went, by which channel, and what it said.'
          : 'Write what happened, was decided or is asked; leave the note out until you know.',
    })
  }
  if (type === 'data_loss' && !/^(yes|no|unknown)\b/i.test(words.trim())) {
    throw new HandoffError('INVALID_INPUT', 'A data_loss note begins with yes, no or unknown.', {
      hint: 'For example: no: the failing path only reads.',
    })
  }
}

/** An ask without one owner and a due time is nobody's. */
function requireAsk(given: { owner?: string | undefined; due?: string | undefined }): void {
  if (given.owner !== undefined && !isPlaceholder(given.owner) && given.due !== undefined) return
  throw new HandoffError('INVALID_INPUT', 'An ask needs an owner and a due time.', {
    hint: 'Give owner (one person) and due (UTC).',
  })
}
