import type { FactBody } from '../domain/fact.ts'
import type { Incident } from '../domain/incident.ts'
import type { ChangeRequest } from '../domain/request.ts'
import { instantMs } from '../domain/time.ts'

export type NoteType = FactBody<'note.recorded'>['type']
export type Note = Incident['notes'][number]
export type Finding = Incident['findings'][number]

const placeholder = /^\W*(?:tbd|todo|fixme|xxx|n\/?a|none yet|unknown yet|later)?\W*$/i
const angled = /^<[^>]*>$/

/** True for text that stands where something should stand. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(text) || angled.test(text.trim())
}

/** Notes of one type that say something, oldest first. */
export function notesOf(incident: Incident, type: NoteType): readonly Note[] {
  return incident.notes.filter((note) => note.type === type && !isPlaceholder(note.text))
}

/** Affected regions: those of the incident, else those that notes name; empty when nobody knows. */
export function regionsOf(incident: Incident): readonly string[] {
  const known = incident.regions.filter(isRegion)
  const noted = incident.notes.map(({ region }) => region).filter(isRegion)
  return known.length > 0 ? known : [...new Set(noted)]
}

/** The region a row names: its own, else the incident's; `unknown` when nobody knows. */
export function regionOr(incident: Incident, region: string): string {
  return isRegion(region) ? region : regionsOf(incident).join(', ') || 'unknown'
}

function isRegion(text: string): boolean {
  return text.trim() !== '' && !/^unknown$/i.test(text.trim())
}

/** The alert source: from the opening, else an observation that begins with "Alert:". */
export function alertOf(incident: Incident): string | null {
  return incident.alert ?? lastAfter(incident, 'observation', /^alert(?: source)?:\s*/i)
}

/** The customer report reference: from the opening, else an observation that begins with "Report:". */
export function reportOf(incident: Incident): string | null {
  return incident.report ?? lastAfter(incident, 'observation', /^(?:customer )?report:\s*/i)
}

/** Applied changes that still stand, oldest first: not those that undo another, nor those undone. */
export function standingChanges(incident: Incident): readonly ChangeRequest[] {
  const applied = incident.requests.filter(({ state }) => state === 'applied')
  const undone = new Set(applied.map(({ proposal }) => proposal.inverseOf))
  return applied.filter(({ id, proposal }) => proposal.inverseOf === null && !undone.has(id))
}

/** The decision that nothing could be done yet: a decision note that begins with "No mitigation". */
export function noMitigationOf(incident: Incident): Note | undefined {
  return notesOf(incident, 'decision').findLast(({ text }) => /^no mitigation\b/i.test(text))
}

/** The decision that ends the incident: a decision note that begins with "Resolved". */
export function resolutionOf(incident: Incident): Note | undefined {
  return notesOf(incident, 'decision').findLast(({ text }) => /^resolved\b/i.test(text))
}

/** Where engineering tracks the work: the handoff note's link, else the incident's ticket. */
export function escalationTicketOf(incident: Incident): string | null {
  return incident.handoff?.link ?? incident.ticket
}

/** The newest statement on data loss that says yes, no or unknown first. */
export function dataLossOf(
  incident: Incident,
): { readonly answer: 'yes' | 'no' | 'unknown'; readonly note: Note } | undefined {
  const note = incident.notes.findLast(
    ({ type, text }) => type === 'data_loss' && /^(?:yes|no|unknown)\b/i.test(text.trim()),
  )
  if (!note) return undefined
  const [answer = ''] = /^(?:yes|no|unknown)/i.exec(note.text.trim()) ?? []
  return { answer: answer.toLowerCase() as 'yes' | 'no' | 'unknown', note }
}

/** Asks with one owner and a due time, oldest first. */
export function asksOf(incident: Incident): readonly Note[] {
  return notesOf(incident, 'ask').filter(({ owner, due }) => owner !== '' && due !== null)
}

/** Runs that reproduced the fault, or that say how they deviated (G8), oldest first. */
export function usableReproductions(incident: Incident): Incident['reproductions'] {
  return incident.reproductions.filter(
    ({ result, deviations }) => result === 'reproduced' || deviations.length > 0,
  )
}

/** The newest finding of a reading tool. */
export function newestFinding(incident: Incident, tool: string): Finding | undefined {
  return incident.findings.findLast((finding) => finding.tool === tool)
}

/** What query_logs found about the incident's own services, oldest first. */
export function logFindingsOf(incident: Incident): readonly Finding[] {
  const { services } = incident
  return incident.findings.filter(({ tool, values: { service } }) => {
    const isAbout =
      typeof service !== 'string' || services.length === 0 || services.includes(service)
    return tool === 'query_logs' && isAbout
  })
}

/** The newest finding that states an onset: over all requests before a narrower one, in the errors before one in the traffic. */
export function onsetFindingOf(incident: Incident): Finding | undefined {
  const stated = logFindingsOf(incident).filter(
    ({ values: { onset } }) => typeof onset === 'string' && instantMs(onset) !== undefined,
  )
  const ofErrors = stated.filter(({ values }) => values['onsetSignal'] !== 'volume')
  return (
    ofErrors.findLast(({ values }) => values['narrowedBy'] == null) ??
    ofErrors.at(-1) ??
    stated.at(-1)
  )
}

/** The log finding that says most of one thing: the one with the onset, else the newest over all requests, else the newest. */
export function logFindingWith(incident: Incident, key: string): Finding | undefined {
  const found = logFindingsOf(incident).filter(({ values }) => values[key] != null)
  const onset = onsetFindingOf(incident)
  return (
    found.find((finding) => finding === onset) ??
    found.findLast(({ values }) => values['narrowedBy'] == null) ??
    found.at(-1)
  )
}

/** The measured onset, epoch milliseconds; undefined when no finding states one. */
export function onsetOf(incident: Incident): number | undefined {
  return instantMs(String(onsetFindingOf(incident)?.values['onset']))
}

function lastAfter(incident: Incident, type: NoteType, lead: RegExp): string | null {
  const text = notesOf(incident, type).findLast((note) => lead.test(note.text))?.text
  const rest = text?.replace(lead, '')
  return rest === undefined || rest === '' ? null : rest
}
