import type { Act } from '../../domain/act.ts'
import type { Incident } from '../../domain/incident.ts'
import { type Trust, humanOf } from '../../domain/trust.ts'
import { exact, plain } from './plain.ts'

/** A name and its value, one line each. */
export type Row = readonly [string, string]

/** Names and values in two columns, one line each. */
export function columns(rows: readonly Row[]): string {
  return rows.map(([name, value]) => `${name.padEnd(13)} ${value}`).join('\n')
}

/** A heading and what follows from the signature, a line each. */
export function consequences(heading: string, lines: readonly string[]): string {
  return ['', heading, ...lines.map((line) => `  - ${line}`)].join('\n')
}

/** Which incident it is, who works it and who commands it. */
export function incidentRows(incident: Incident, trust: Trust): readonly Row[] {
  const { id, severity, title, support, commander } = incident
  const stranger = humanOf(trust, support) ? '' : ', NOT in the trust folder: is it you?'
  return [
    ['Incident', `${exact(id)}, ${severity}`],
    ['Title', `"${plain(title)}"`],
    ['Worked by', `${exact(support)}${stranger}`],
    ['Commander', commander === null ? 'NOBODY' : exact(commander)],
  ]
}

/** Who is about to sign, and their words as they will stand on the record. */
export function signerRows({ by, reason }: Act): readonly Row[] {
  return [
    ['You sign as', by === 'unknown' ? 'NOBODY: your key is in no people.yaml' : exact(by)],
    ['Your words', `"${plain(reason)}"`],
  ]
}
