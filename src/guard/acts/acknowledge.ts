import type { ActOf } from '../../domain/act.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import type { Handoff } from '../../domain/incident/handover.ts'
import { isAnyOf } from '../../domain/trust.ts'
import { refusal } from '../change/rules.ts'
import { type Ruling, type Scene, demandShown } from './scene.ts'

/** A receiver takes a handoff over (G10); throws with the rule that stands against it. */
export function judgeAcknowledgement(said: ActOf<'acknowledge'>, scene: Scene): Ruling {
  const { incident, trust, person, proof } = scene
  const handoff = waitingHandoff(incident)
  demandShown(handoff.seq === said.about)
  // The sender is whoever recorded the handoff and whoever has the incident, by any of their names.
  if (isAnyOf(trust, person, [handoff.by, incident.support])) {
    throw refusal('receiver-is-not-sender', 'Whoever hands off cannot acknowledge it too.')
  }
  const { reason: readBack, ...signed } = proof
  return {
    fact: { kind: 'handoff.acknowledged', body: { ...signed, readBack } },
    stands: () => true,
  }
}

/** The handoff that waits for a receiver, to be shown before anybody signs. Throws CONFLICT when none does. */
export function waitingHandoff({ handoff, acknowledgement }: Incident): Handoff {
  if (handoff && !acknowledgement) return handoff
  throw new HandoffError(
    'CONFLICT',
    'There is no handoff here that waits for an acknowledgement.',
    {
      rule: 'act-as-shown',
      hint: 'get_incident shows who has it, or that it was not handed off yet.',
    },
  )
}
