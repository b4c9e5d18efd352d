import { type ActName, namespaceOf } from '../../src/domain/act.ts'
import { digestOfDone, doneUnder } from '../../src/domain/incident/glass.ts'
import { type JsonObject, canonicalJson } from '../../src/domain/json.ts'
import { requestsOf } from '../../src/domain/request.ts'
import { answerableAt } from '../../src/guard/acts/answer.ts'
import type { SignedAct, TakenAct, Wish } from '../../src/guard/acts/acts.ts'
import { severitySince } from '../../src/guard/acts/severity.ts'
import { type Rig, signText } from './rig.ts'

export type Who = keyof Rig['signers']

/** What each act would be about at this moment, as its command finds it out. */
function presentOf({ reader, incident: id }: Rig, act: ActName): JsonObject {
  const incident = reader.incident(id)
  const breaking = incident.glass.at(-1)
  const done = digestOfDone(breaking ? doneUnder(requestsOf(incident), breaking) : [])
  switch (act) {
    case 'acknowledge':
      return { about: incident.handoff?.seq ?? 0 }
    case 'break-glass':
      return { about: breaking?.seq ?? 0 }
    case 'countersign':
    case 'object':
      return { about: breaking ? answerableAt(breaking) : 0, done }
    case 'lower-severity':
      return { about: severitySince(incident), from: incident.severity, to: 'SEV3' }
    default:
      return { about: incident.commands.at(-1)?.seq ?? 0, from: incident.commander, to: 'noor' }
  }
}

/** An act signed by `who`; `said` is drafted, `bent` is put into the statement afterwards, before it is signed. */
export function signedAct(
  rig: Rig,
  who: Who,
  act: ActName,
  said: JsonObject = {},
  bent: JsonObject = {},
): SignedAct {
  const wish = { act, incident: rig.incident, by: who, reason: 'nobody can log in' }
  const drafted = rig.acts.draft({ ...wish, ...presentOf(rig, act), ...said } as unknown as Wish)
  const statement = canonicalJson({ ...(JSON.parse(drafted) as JsonObject), ...bent })
  return { statement, signature: signText(rig.signers[who], statement, namespaceOf(act)) }
}

export function doAct(
  rig: Rig,
  who: Who,
  act: ActName,
  said?: JsonObject,
  bent?: JsonObject,
): Promise<TakenAct> {
  return rig.acts.take(signedAct(rig, who, act, said, bent))
}
