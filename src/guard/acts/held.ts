import { namespaceOf, parseAct } from '../../domain/act.ts'
import type { Incident } from '../../domain/incident.ts'
import { mayCommand } from '../../domain/incident/command.ts'
import { type Breaking, isWithin } from '../../domain/incident/glass.ts'
import { toIso } from '../../domain/time.ts'
import { type Trust, isAnyOf } from '../../domain/trust.ts'
import { proveSigner } from '../signed.ts'

/**
 * The breaking that lasts at this moment for what `requester` asks, if any. It proves itself anew each time, as a grant
 * does: signature and key, the role, the trust folder unchanged, and nobody's own incident or request.
 */
export function heldGlass(
  incident: Incident,
  requester: string,
  trust: Trust,
  nowMs: number,
): Breaking | undefined {
  if (incident.closing !== null) return undefined
  const now = toIso(nowMs)
  return incident.glass.findLast(
    (breaking) =>
      isWithin(breaking, now) &&
      breaking.countersign === null &&
      mayCommand(trust, breaking.by, nowMs) &&
      !isAnyOf(trust, breaking.by, [incident.support, requester]) &&
      isAsSigned(incident.id, breaking, trust, nowMs),
  )
}

function isAsSigned(incident: string, breaking: Breaking, trust: Trust, nowMs: number): boolean {
  const { by, until, statement, signature } = breaking
  try {
    const said = parseAct(statement)
    if (said.act !== 'break-glass') return false
    const namespace = namespaceOf(said.act)
    proveSigner({ person: by, text: statement, signature, namespace }, trust, nowMs)
    return (
      said.incident === incident &&
      said.by === by &&
      said.until === until &&
      said.trust === trust.digest
    )
  } catch {
    return false
  }
}
