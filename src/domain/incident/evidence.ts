import { HandoffError } from '../error.ts'
import type { FactBody } from '../fact.ts'

/** A captured item; its text is redacted. */
export type Evidence = FactBody<'evidence.captured'>

interface Holder {
  readonly id: string
  readonly evidence: readonly Evidence[]
}

/** An id as Baton gives them, anywhere in a reference. */
const given = /(?<![\w-])EV-[0-9A-HJKMNP-TV-Z]{12}(?![\w-])/g
/** A reference that is meant as one. An id of digits alone, such as the ticket EV-1042, belongs to another system. */
const meant =
  /^(?:(?:BATON:\/\/)?INCIDENTS\/[\w-]+\/)?(?:EVIDENCE\/)?(EV-(?=\d*[A-Z])[0-9A-Z]{1,40})(?:\.[A-Z]+)?$/

/** Evidence ids that a reference names, alone or inside a path or address. */
export function evidenceNamedIn(reference: string): readonly string[] {
  const text = reference.trim().toUpperCase()
  const whole = meant.exec(text)?.[1]
  return whole === undefined ? (text.match(given) ?? []) : [whole]
}

/** True when a reference names evidence that this incident does not hold. */
export function namesUnknownEvidence({ evidence }: Holder, reference: string): boolean {
  const held = new Set(evidence.map((item) => item.evidence))
  return evidenceNamedIn(reference).some((id) => !held.has(id))
}

/** Throws NOT_FOUND when one of the references names evidence that this incident does not hold. */
export function refuseUnknownEvidence(
  incident: Holder,
  references: readonly (string | undefined)[],
): void {
  if (!references.some((one) => one !== undefined && namesUnknownEvidence(incident, one))) return
  const newest = incident.evidence.slice(-5).map(({ evidence }) => evidence)
  throw new HandoffError(
    'NOT_FOUND',
    'A reference names evidence that this incident does not hold.',
    {
      hint:
        newest.length > 0
          ? `Newest: ${newest.join(', ')}. Others: capture_evidence first.`
          : 'It holds none yet: capture_evidence first.',
    },
  )
}

/** The path under which get_document and resources serve an item. */
export function evidencePath(incident: string, evidence: string): string {
  return `incidents/${incident}/evidence/${evidence}`
}
