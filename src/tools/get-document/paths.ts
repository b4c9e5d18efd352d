import type { Incident } from '../../domain/incident.ts'
import { evidencePath } from '../../domain/incident/evidence.ts'
import { minuteOf } from '../../domain/time.ts'

const mostEvidence = 20

/** Every path of one incident, each once; of its evidence the newest items. */
export function pathsOf(incident: Incident): readonly string[] {
  const place = `incidents/${incident.id}`
  const files = new Set(incident.documents.map(({ file }) => file))
  if (files.has('packet.md')) files.add('chart.svg')
  return [
    place,
    ...[...files, 'record'].map((file) => `${place}/${file}`),
    ...incident.evidence
      .slice(-mostEvidence)
      .map(({ evidence }) => evidencePath(incident.id, evidence)),
  ]
}

/** What the index says of them: in our words alone, because titles are somebody's. */
export function incidentLines(incident: Incident): readonly string[] {
  const about = new Map<string, string>(
    incident.evidence.map(({ evidence, kind, asOf }) => [
      evidencePath(incident.id, evidence),
      `evidence, ${kind}, as of ${minuteOf(asOf)}`,
    ]),
  )
  about.set(`incidents/${incident.id}`, 'brief')
  const more = incident.evidence.length - mostEvidence
  return [
    ...pathsOf(incident).map((path) => [path, about.get(path)].filter(Boolean).join(' - ')),
    ...(more > 0 ? [`incidents/${incident.id}/record names ${more} older items of evidence`] : []),
  ]
}
