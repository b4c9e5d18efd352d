import type { ActOf } from '../../domain/act.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { mayCommand } from '../../domain/incident/command.ts'
import { openBreaking } from '../../domain/incident/glass.ts'
import { isAnyOf } from '../../domain/trust.ts'
import { refusal } from '../change/rules.ts'
import { type Ruling, type Scene, demandShown, partiesOf } from './scene.ts'

/** An incident commander breaks glass; throws with the rule that stands against it. */
export function judgeBreaking(said: ActOf<'break-glass'>, scene: Scene): Ruling {
  const { incident, trust, nowMs, person, proof } = scene
  refuseClosed(incident)
  if (!mayCommand(trust, person, nowMs)) {
    throw refusal('glass-role', 'Only an incident commander of this moment breaks glass.')
  }
  if (isAnyOf(trust, person, partiesOf(incident))) {
    throw refusal('breaker-is-not-requester', 'Nobody breaks glass in an incident of their own.')
  }
  if (openBreaking(incident.glass)) {
    throw refusal('one-glass', 'The last break-glass of this incident is not countersigned yet.')
  }
  demandShown(said.about === (incident.glass.at(-1)?.seq ?? 0))
  return {
    fact: { kind: 'glass.broken', body: { ...proof, until: said.until } },
    stands: () => true,
  }
}
