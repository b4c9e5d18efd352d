import { resolutionIn } from '../domain/incident/resolution.ts'
import type { FactBody } from '../domain/fact.ts'
import type { Incident } from '../domain/incident.ts'
import type { ChangeRequest } from '../domain/request.ts'
import { isPlaceholder } from '../domain/placeholder.ts'
import { instantMs } from '../domain/time.ts'

export type NoteType = FactBody<'note.recorded'>['type']
export type Note = Incident['notes'][number]
export type Finding = Incident['findings'][number]

const leadWord = /^\s*\p{L}[\p{L} ]{0,30}[:;,]\s*/u

/** False for text that only holds a place, also behind a lead word such as "Alert:" or between full stops. */
export function saysSomething(text: string): boolean {
  const bare = text.replace(/^[\s.-]+|[\s.-]+$/g, '')
  const rest = bare.replace(leadWord, '')
  return ![text, bare, rest].some(isPlaceholder)
}

/** The reference when it is one; null for none and for a filler. */
export function linkOf(link: string | null): string | null {
  return link !== null && saysSomething(link) ? link : null
}

/** Notes of one type that say something, oldest first. */
export function notesOf(incident: Incident, type: NoteType): readonly Note[] {
  return incident.notes.filter((note) => note.type === type && saysSomething(note.text))
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
  return saysSomething(text) && !/^unknown$/i.test(text.trim())
}

/** The alert source: from the opening, else an observation that begins with "Alert:". */
export function alertOf(incident: Incident): string | null {
  return linkOf(incident.alert) ?? lastAfter(incident, 'observation', /^alert(?: source)?:\s*/i)
}

/** The customer report reference: from the opening, else an observation that begins with "Report:". */
export function reportOf(incident: Incident): string | null {
  return linkOf(incident.report) ?? lastAfter(incident, 'observation', /^(?:customer )?report:\s*/i)
}

/** Applied changes that still stand, oldest first: not those that undo another, nor those undone. */
export function standingChanges(incident: Incident): readonly ChangeRequest[] {
  const applied = incident.requests.filter(({ state }) => state === 'applied')
  const undone = new Set(applied.map(({ proposal }) => proposal.inverseOf))
  return applied.filter(({ id, proposal }) => proposal.inverseOf === null && !undone.has(id))
}

const noMitigation = /^\s*no mitigation\b[\s:,.;–-]*/i

/** Decisions that nothing could be done yet, oldest first: they begin with "No mitigation:" and give a reason. */
export function decisionsAgainst(incident: Incident): readonly Note[] {
  return notesOf(incident, 'decision').filter(
    ({ text }) => noMitigation.test(text) && saysSomething(text.replace(noMitigation, '')),
  )
}

/** The decision that ended the incident; its `at` is the moment of recovery. */
export function resolutionOf(incident: Incident): Note | undefined {
  return resolutionIn(incident.notes)
}

/** Where engineering tracks the work: the handoff note's link, else the incident's ticket. */
export function escalationTicketOf(incident: Incident): string | null {
  return linkOf(incident.handoff?.link ?? null) ?? linkOf(incident.ticket)
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

/** Runs that can be repeated, and that reproduced the fault or say how they deviated (G8), oldest first. */
export function usableReproductions(incident: Incident): Incident['reproductions'] {
  return incident.reproductions.filter((run) => {
    const { result, deviations } = run
    return (
      (result === 'reproduced' || deviations.length > 0) &&
      run.steps.length > 0 &&
      [
        run.environment,
        run.build,
        run.data,
        run.via,
        run.expected,
        run.actual,
        ...run.flags.flatMap(({ flag, value }) => [flag, value]),
        ...run.steps,
        ...deviations,
      ].every(saysSomething)
    )
  })
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

/** True for a look at what happened since a change was applied: what moves there is not how the incident began. */
export function isAfterChange({ requests }: Incident, { window }: Finding): boolean {
  const fromMs = instantMs(window.from) ?? 0
  return requests.some(
    ({ state, outcome }) =>
      state === 'applied' && outcome !== null && fromMs >= (instantMs(outcome.at) ?? Infinity),
  )
}

/** The newest finding that states an onset: over all requests before a narrower one, in the errors before one in the traffic. */
export function onsetFindingOf(incident: Incident): Finding | undefined {
  const found = logFindingsOf(incident).filter(
    ({ values: { onset } }) => typeof onset === 'string' && instantMs(onset) !== undefined,
  )
  const early = found.filter((finding) => !isAfterChange(incident, finding))
  const stated = early.length > 0 ? early : found
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
  return text?.replace(lead, '') ?? null
}
