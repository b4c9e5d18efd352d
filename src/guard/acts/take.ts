import { type Act, namespaceOf, parseAct } from '../../domain/act.ts'
import { isConflict } from '../../domain/error.ts'
import { rolesOf, simulatedRole } from '../../domain/trust.ts'
import { refusal } from '../change/rules.ts'
import { type About, proveSigner } from '../signed.ts'
import { judgeAcknowledgement } from './acknowledge.ts'
import type { ActOptions, SignedAct, TakenAct } from './acts.ts'
import { judgeAnswer } from './answer.ts'
import { judgeBreaking } from './break-glass.ts'
import { judgeHandingOver } from './command.ts'
import { type Ruling, type Scene, demandCommon } from './scene.ts'
import { judgeLowering } from './severity.ts'

/** Proves who signed, asks every rule, and puts the act on the record once. Throws with the rule. */
export async function take(
  options: ActOptions,
  { statement, signature }: SignedAct,
  about: About,
): Promise<TakenAct> {
  const { reader, trustRoot, clock, redactText, append } = options
  const nowMs = clock.nowMs()
  const trust = trustRoot.read()
  const said = parseAct(statement)
  about.name = said.act
  const namespace = namespaceOf(said.act)
  const claim = { person: said.by, text: statement, signature, namespace }
  const { person, key } = proveSigner(claim, trust, nowMs)
  about.actor = person.id
  const incident = reader.incident(said.incident)
  about.incident = incident.id
  const roles = rolesOf(trust, person.id, nowMs)
  const simulated = roles.includes(simulatedRole)
  const { reason } = said
  const proof = { by: person.id, reason, key, statement, signature, simulated }
  const scene: Scene = { incident, trust, nowMs, person: person.id, roles, proof }
  demandCommon(said, scene, (text) => redactText(incident.id, text))
  const ruling = judge(said, scene)
  const actor = { id: person.id, kind: 'human' } as const
  const once = `${stepOf(said)}:${incident.id}:${said.about}`
  const { seq } = await append(actor, incident.id, ruling.fact, once).catch((cause: unknown) => {
    throw isConflict(cause) ? tooLate() : cause
  })
  const after = reader.incident(incident.id)
  if (!ruling.stands(after, seq)) throw tooLate()
  return { act: said, incident: after, onTicket: await options.tell(incident.id, seq) }
}

/** Agreeing and objecting are two answers to one question, of which one is given. */
function stepOf({ act }: Act): string {
  return act === 'object' ? 'countersign' : act
}

function judge(said: Act, scene: Scene): Ruling {
  switch (said.act) {
    case 'acknowledge':
      return judgeAcknowledgement(said, scene)
    case 'break-glass':
      return judgeBreaking(said, scene)
    case 'countersign':
    case 'object':
      return judgeAnswer(said, scene)
    case 'lower-severity':
      return judgeLowering(said, scene)
    default:
      return judgeHandingOver(said, scene)
  }
}

function tooLate(): Error {
  return refusal('act-once', 'Somebody else was first, or the incident changed meanwhile.')
}
