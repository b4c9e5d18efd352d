import type { Json } from '../../domain/json.ts'
import { minuteOf } from '../../domain/time.ts'
import { type Writer, listed, person, plain, said } from './words.ts'

type PeopleKind =
  | 'note.recorded'
  | 'incident.updated'
  | 'incident.closed'
  | 'handoff.acknowledged'
  | 'glass.broken'
  | 'glass.countersigned'
  | 'glass.objected'
  | 'severity.lowered'
  | 'command.handed'

/** What people decided, signed or were told about an incident. */
export const peopleWords: { readonly [K in PeopleKind]: Writer<K> } = {
  /** Of the notes only decisions: the others stand in the packet. */
  'note.recorded': ({ type, text, owner, at }, { entry }) =>
    type === 'decision'
      ? {
          heading: 'Decision',
          text: `${said(text)}\nOwner ${plain(owner)}, ${minuteOf(at)}, recorded for ${plain(entry.actor.id)}.`,
        }
      : undefined,

  'incident.updated': ({ set, reason }, { incident, entry }) => ({
    heading: 'Incident updated',
    text: `${incident}, recorded for ${plain(entry.actor.id)}: ${revised(set)}.\nReason: ${said(reason)}.`,
  }),

  'incident.closed': ({ resolution, mttrMinutes, followUps }, { incident, entry }) => ({
    heading: 'Incident closed',
    text: [
      `${incident} was closed, recorded for ${plain(entry.actor.id)}. Resolution: ${said(resolution)}.`,
      `Time to recover: ${mttrMinutes === null ? 'not known' : `${mttrMinutes} min`}. Follow-ups: ${listed(followUps, 'none')}.`,
    ].join('\n'),
  }),

  'handoff.acknowledged': ({ by, readBack, simulated }, { incident }) => ({
    heading: 'Handoff acknowledged',
    text: `${person(by, simulated)} took ownership of ${incident}. Read-back: ${said(readBack)}.`,
  }),

  'glass.broken': ({ by, reason, until, simulated }, { incident, entry }) => ({
    heading: 'Break-glass',
    text: [
      `${person(by, simulated)} broke glass in ${incident} until ${minuteOf(until)} (entry ${entry.seq}); a second person countersigns within 24 hours.`,
      `Reason: ${said(reason)}.`,
    ].join('\n'),
  }),

  'glass.countersigned': ({ by, reason, breaking, requests, late, simulated }) => ({
    heading: 'Break-glass countersigned',
    text: [
      `${person(by, simulated)} countersigned the break-glass of entry ${breaking}${late ? ', LATE' : ''}. Done under it: ${listed(requests, 'nothing')}.`,
      `Reason: ${said(reason)}.`,
    ].join('\n'),
  }),

  'glass.objected': ({ by, reason, breaking, requests, simulated }) => ({
    heading: 'Break-glass objected to',
    text: [
      `${person(by, simulated)} does not agree with the break-glass of entry ${breaking}. Done under it: ${listed(requests, 'nothing')}.`,
      `Reason: ${said(reason)}.`,
    ].join('\n'),
  }),

  'severity.lowered': ({ by, from, to, reason, simulated }, { incident }) => ({
    heading: 'Severity lowered',
    text: `${person(by, simulated)} lowered ${incident} from ${from} to ${to}. Reason: ${said(reason)}.`,
  }),

  'command.handed': ({ by, from, to, reason, simulated }, { incident }) => ({
    heading: 'Command handed over',
    text: `${person(by, simulated)} handed the command of ${incident} from ${from === null ? 'nobody' : plain(from)} to ${plain(to)}. Reason: ${said(reason)}.`,
  }),
}

/** What was set to what; a value that is null was withdrawn. */
function revised(set: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(set as Readonly<Record<string, Json>>).map(([name, value]) => {
    const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    if (value === null) return `${words} withdrawn`
    if (Array.isArray(value)) return `${words} ${listed(value as readonly Json[], 'none')}`
    if (typeof value === 'object') return `${words} ${listed(Object.values(value) as Json[], '')}`
    return `${words} ${plain(value)}`
  })
  return parts.join('; ')
}
