import type { ActOf } from '../../domain/act.ts'
import type { Incident } from '../../domain/incident.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { presentCommanders } from '../../domain/incident/command.ts'
import { isAbove } from '../../domain/severity.ts'
import { refusal } from '../change/rules.ts'
import { type Ruling, type Scene, demandShown } from './scene.ts'

/** The present commander lowers a severity; throws with the rule that stands against it. */
export function judgeLowering(said: ActOf<'lower-severity'>, scene: Scene): Ruling {
  const { incident, proof } = scene
  const { from, to } = said
  refuseClosed(incident)
  demandCommander(scene)
  demandShown(from === incident.severity && said.about === severitySince(incident))
  if (!isAbove(from, to)) throw refusal('severity-falls', 'That severity is not lower.')
  return {
    fact: { kind: 'severity.lowered', body: { ...proof, from, to } },
    // Raised by somebody between the look and the entry: then the signature is about nothing.
    stands: ({ revisions }: Incident, seq) => revisions.some((revision) => revision.seq === seq),
  }
}

/** The entry that set the present severity, 0 for the opening. */
export function severitySince({ revisions }: Incident): number {
  return revisions.findLast(({ to }) => to.severity !== undefined)?.seq ?? 0
}

/** Throws unless the signer is the present incident commander. */
export function demandCommander({ incident, trust, nowMs, person }: Scene): void {
  if (presentCommanders(incident, trust, nowMs).includes(person)) return
  throw refusal('commander-only', 'Only the present incident commander signs this.')
}
