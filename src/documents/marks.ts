import type { Incident } from '../domain/incident.ts'
import { publishedMs } from '../domain/incident/updates.ts'
import { instantMs } from '../domain/time.ts'
import { cut } from './figures.ts'
import { notesOf, onsetFindingOf, onsetOf } from './known.ts'
import { readersOf } from './publications.ts'

export const markKinds = ['onset', 'detection', 'change', 'flag', 'update'] as const

/** A moment drawn on the chart. */
export interface Mark {
  readonly kind: (typeof markKinds)[number]
  readonly atMs: number
  readonly label: string
}

/** Onset, detection, the suspected change, applied flag changes and updates, oldest first. */
export function marksOf(incident: Incident): readonly Mark[] {
  const onset = onsetOf(incident)
  return [
    ...(onset === undefined
      ? []
      : [mark('onset', onset, isVolume(incident) ? 'Onset, traffic changed' : 'Onset')]),
    mark('detection', instantMs(incident.detectedAt), 'Detection'),
    ...suspects(incident),
    ...incident.requests
      .filter(({ state }) => state === 'applied')
      .map(({ outcome, proposal }) =>
        mark(
          'flag',
          instantMs(outcome?.at ?? ''),
          `${proposal.target} to ${JSON.stringify(proposal.to)}`,
        ),
      ),
    ...incident.publications.map((request) =>
      mark('update', publishedMs(request) ?? undefined, `Update for ${readersOf(request)}`),
    ),
    ...notesOf(incident, 'update_sent').map(({ at }) =>
      mark('update', instantMs(at), 'Update sent'),
    ),
  ]
    .filter(({ atMs }) => atMs > 0)
    .toSorted((a, b) => a.atMs - b.atMs)
}

function isVolume(incident: Incident): boolean {
  return onsetFindingOf(incident)?.values['onsetSignal'] === 'volume'
}

function suspects(incident: Incident): readonly Mark[] {
  const found = incident.findings.findLast(({ tool }) => tool === 'list_deployments')?.values
  const at = found?.['suspectStartedAt']
  if (typeof at !== 'string') return []
  const name = found?.['suspect'] ?? 'change'
  return [
    mark(
      'change',
      instantMs(at),
      `Suspected ${String(found?.['suspectKind'] ?? 'change')} ${String(name)}`,
    ),
  ]
}

function mark(kind: Mark['kind'], atMs: number | undefined, label: string): Mark {
  return { kind, atMs: atMs ?? 0, label: cut(label, 60) }
}
