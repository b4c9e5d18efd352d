import type { ActOf } from '../../domain/act.ts'
import { ownerRole } from '../../domain/change.ts'
import type { Incident } from '../../domain/incident.ts'
import { commanderRole } from '../../domain/incident/command.ts'
import {
  type Breaking,
  answerDue,
  digestOfDone,
  doneUnder,
  isWithin,
} from '../../domain/incident/glass.ts'
import { requestsOf } from '../../domain/request.ts'
import { instantMs, toIso } from '../../domain/time.ts'
import { isAnyOf } from '../../domain/trust.ts'
import { refusal } from '../change/rules.ts'
import { type Ruling, type Scene, partiesOf, stale } from './scene.ts'

/** A second person countersigns a breaking or objects to it; throws with the rule that stands against it. */
export function judgeAnswer(said: ActOf<'countersign'> | ActOf<'object'>, scene: Scene): Ruling {
  const { incident, nowMs, proof } = scene
  const breaking = incident.glass.find((each) => answerableAt(each) === said.about)
  if (!breaking) throw stale()
  refuseAnswered(breaking, said.act)
  if (isWithin(breaking, toIso(nowMs))) {
    throw refusal('countersign-after', 'The break-glass still lasts.')
  }
  const done = doneUnder(requestsOf(incident), breaking)
  demandSecond(breaking, scene)
  demandRole(scene)
  if (breaking.objection && breaking.objection.by !== scene.person) {
    throw refusal('objection-stands', 'Somebody else objected to this break-glass.')
  }
  if (said.done !== digestOfDone(done)) {
    throw refusal('list-as-shown', 'What was done under it is not the list that was shown.')
  }
  const body = {
    ...proof,
    breaking: breaking.seq,
    done: said.done,
    requests: done.map(({ id }) => id),
    late: nowMs > (instantMs(answerDue(breaking)) ?? 0),
  }
  const agrees = said.act === 'countersign'
  return {
    fact: { kind: agrees ? 'glass.countersigned' : 'glass.objected', body },
    stands({ glass }, seq) {
      const after = glass.find((each) => each.seq === breaking.seq)
      return (agrees ? after?.countersign : after?.objection)?.seq === seq
    },
  }
}

/** What an answer to a breaking is about: the breaking, or the objection that was made since. */
export function answerableAt({ seq, objection }: Breaking): number {
  return objection?.seq ?? seq
}

function refuseAnswered({ countersign, objection }: Breaking, act: 'countersign' | 'object'): void {
  if (countersign) throw refusal('act-once', 'The break-glass is countersigned already.')
  if (objection && act === 'object') throw refusal('act-once', 'Somebody objected already.')
}

/** Neither whoever broke the glass, nor whoever works the incident or asked, nor whoever granted under it. */
function demandSecond(breaking: Breaking, { incident, trust, person }: Scene): void {
  const requests = requestsOf(incident)
  const done = doneUnder(requests, breaking)
  const granted = requests
    .filter((each) => done.includes(each) || isWithin(breaking, each.decision?.at ?? ''))
    .flatMap(({ decision }) => (decision?.decision === 'granted' ? [decision.approver] : []))
  if (!isAnyOf(trust, person, [breaking.by, ...partiesOf(incident), ...granted])) return
  throw refusal('countersigner-is-second', 'Whoever had a part in it does not countersign it.')
}

function demandRole({ incident, roles }: Scene): void {
  const able = ['approver', commanderRole, ...servicesAtOpening(incident).map(ownerRole)]
  if (able.some((role) => roles.includes(role))) return
  throw refusal('countersign-role', 'The signer holds no role that may countersign.')
}

/** Revising an incident must not choose who countersigns. */
function servicesAtOpening({ services, revisions }: Incident): readonly string[] {
  return revisions.find(({ from }) => from.services)?.from.services ?? services
}
