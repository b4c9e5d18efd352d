import type { EvidenceKind } from '../domain/facts/evidence.ts'
import type { Incident } from '../domain/incident.ts'
import { evidenceNamedIn, namesUnknownEvidence } from '../domain/incident/evidence.ts'
import { minuteOr } from './instants.ts'
import type { LintIssue } from './lint.ts'

/** What became of an item's bytes since it was captured; without a word they are as they were. */
export type EvidenceFaults = Readonly<Record<string, 'altered' | 'missing'>>

/** One row of the manifest; `file` lies beside the document. */
export interface EvidenceView {
  readonly id: string
  readonly kind: EvidenceKind
  readonly title: string
  readonly asOf: string
  readonly region: string
  readonly sha256: string
  readonly file: string
  readonly cut: boolean
  /** `altered` or `missing`, empty for an item whose bytes still have the recorded hash. */
  readonly fault: string
}

const shortHash = 12

/** Every captured item, oldest first. */
export function manifestOf(
  { evidence }: Incident,
  faults: EvidenceFaults = {},
): readonly EvidenceView[] {
  return evidence.map(({ evidence: id, kind, title, asOf, region, sha256, file, cut }) => ({
    id,
    kind,
    title,
    asOf: minuteOr(asOf, 'unknown'),
    region,
    sha256: sha256.slice(0, shortHash),
    file,
    cut,
    fault: faults[id] ?? '',
  }))
}

/** A reference as documents print it: the id of a captured item with what it is, one that nobody captured marked as such. */
export function cited(incident: Incident, reference: string): string {
  if (namesUnknownEvidence(incident, reference)) {
    return `${reference} (not captured in this incident)`
  }
  const [id, ...more] = evidenceNamedIn(reference)
  const item = incident.evidence.find(({ evidence }) => evidence === id)
  if (!item || more.length > 0) return reference
  const { kind, asOf, sha256 } = item
  return `${item.evidence}, ${kind} as of ${minuteOr(asOf, 'unknown')}, SHA-256 ${sha256.slice(0, shortHash)}`
}

const intoEvidence = /\]\(\s*<?(?:\.\/)?evidence\/([\w.-]*)/g

/** Links into the evidence folder that name nothing the incident holds, whatever template made them. */
export function strangeEvidence(markdown: string, { evidence }: Incident): readonly LintIssue[] {
  const files = new Set(evidence.map(({ file }) => file))
  return markdown.split('\n').flatMap((line, index) =>
    [...line.matchAll(intoEvidence)]
      .filter(([, name]) => !files.has(`evidence/${name}`))
      .map(() => ({
        line: index + 1,
        rule: 'BATON006/evidence-manifest',
        message: 'A link names evidence that the incident does not hold',
      })),
  )
}
