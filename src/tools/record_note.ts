import * as z from 'zod'

import { HandoffError } from '../domain/error.ts'
import type { Incident } from '../domain/incident.ts'
import { refuseClosed } from '../domain/incident/closing.ts'
import { refuseUnknownEvidence } from '../domain/incident/evidence.ts'
import { isHollowResolution, resolutionWord } from '../domain/incident/resolution.ts'
import { isPlaceholder } from '../domain/placeholder.ts'
import { noteTypes } from '../domain/facts/incident.ts'
import { parseInstant, toIso, toMinute } from '../domain/time.ts'
import { incidentField, text } from './fields.ts'
import { notifyBlocker } from './record-note/blocker.ts'
import { recordTool } from './tool.ts'

type NoteType = (typeof noteTypes)[number]

const input = z.strictObject({
  incident: incidentField,
  type: z.enum(noteTypes).describe('Kind of note'),
  text: text(2_000).describe('No personal data'),
  at: text(40).optional().describe('When it happened, UTC; default now'),
  owner: text(80).optional().describe('Person id; default you'),
  region: text(80).optional().describe('Default all of the incident'),
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
    'Puts a note on the timeline. A blocker notifies incident commander and SRE. First words count: decision "Resolved:" or "No mitigation:", observation "Alert:" or "Report:", data_loss yes, no or unknown.',
  input,
  output,
  async run(given, context) {
    const incident = context.casebook.incident(given.incident)
    if (!afterwards.has(given.type)) refuseClosed(incident)
    refuseEmpty(given)
    refuseUnknownEvidence(incident, [given.link])
    const atMs = happenedMs(given, incident, context.nowMs)
    const note = {
      type: given.type,
      text: given.text,
      at: toIso(atMs),
      owner: given.owner ?? context.requester.id,
      region: given.region ?? incident.regions.join(', '),
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

/** What a review still adds to a closed case. */
const afterwards: ReadonlySet<string> = new Set(['learning', 'gap', 'observation'])

/** When it happened, epoch milliseconds. Throws INVALID_INPUT for what lies ahead and for a recovery before the detection. */
function happenedMs(
  { at, type, text: words }: { at?: string | undefined; type: NoteType; text: string },
  { detectedAt }: Incident,
  nowMs: number,
): number {
  const atMs = at === undefined ? nowMs : parseInstant(at, 'at')
  if (atMs > nowMs) {
    throw new HandoffError('INVALID_INPUT', 'at lies ahead.', {
      hint: 'A note says when something happened; leave at out for now.',
    })
  }
  const isRecovery = resolutionWord({ type, text: words }) === true
  if (isRecovery && atMs < parseInstant(detectedAt, 'detectedAt')) {
    throw new HandoffError('INVALID_INPUT', 'The recovery would lie before the detection.', {
      hint: 'Set at to the moment of recovery that the logs show.',
    })
  }
  return atMs
}

/** A note that says nothing must not count as one; least of all may it clear an overdue update. */
function refuseEmpty({ type, text: words }: { type: NoteType; text: string }): void {
  if (isPlaceholder(words) || (type === 'update_sent' && words.trim().length < 8)) {
    throw new HandoffError('INVALID_INPUT', 'The note says nothing.', {
      hint:
        type === 'update_sent'
          ? 'Say to whom the update went, by which channel, and what it said.'
          : 'Write what happened or was decided; leave the note out until you know.',
    })
  }
  if (isHollowResolution({ type, text: words })) {
    throw new HandoffError('INVALID_INPUT', 'The decision does not say what ended the incident.', {
      hint: 'Write "Resolved:" and what ended it once it has ended; "Not resolved:" and why takes it back.',
    })
  }
  if (type === 'data_loss' && !/^(yes|no|unknown)\b/i.test(words.trim())) {
    throw new HandoffError('INVALID_INPUT', 'A data_loss note begins with yes, no or unknown.', {
      hint: 'For example: no: the failing path only reads.',
    })
  }
}
