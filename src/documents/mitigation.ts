import { type GuaranteeLevel } from '../domain/guarantee.ts'
import type { Incident } from '../domain/incident.ts'
import { canonicalJson } from '../domain/json.ts'
import { type ChangeRequest, requestsOf } from '../domain/request.ts'
import { underGlass } from './acts.ts'
import { minuteOr } from './instants.ts'
import { regionOr } from './known.ts'

/** One attempt as templates print it. */
export interface AttemptView {
  readonly target: string
  readonly from: string
  readonly to: string
  readonly environment: string
  readonly region: string
  readonly request: string
  readonly digest: string
  readonly requester: string
  readonly reason: string
  readonly approval: string
  readonly approvalReason: string
  readonly result: string
  readonly rollback: string
  readonly undo: string
  readonly level: string
  readonly levelMeaning: string
  readonly trust: string
}

const meanings: Record<GuaranteeLevel, string> = {
  L0: 'approver and agent share one machine; a forged grant shows only against a checkpoint held elsewhere, and nothing prevents it',
  L1: 'the vendor enforces the approval, and the credential used here can ask but neither apply nor bypass',
  L2: 'a server on which the agent has no shell, with signed decisions',
}

/** Every change that was asked for, oldest first, with who decided and how it is undone exactly. */
export function attemptsOf(incident: Incident): readonly AttemptView[] {
  return incident.requests.map((request) => {
    const { proposal, id } = request
    return {
      target: proposal.target,
      from: canonicalJson(proposal.from),
      to: canonicalJson(proposal.to),
      environment: proposal.environment,
      region: regionOr(incident, proposal.region),
      request: id,
      digest: proposal.digest.slice(0, 16),
      requester: proposal.requester,
      reason: proposal.reason,
      approval: approvalOf(request, underGlass(incident, request)),
      approvalReason: request.decision?.reason ?? '',
      result: resultOf(request),
      rollback: rollbackOf(request, incident),
      undo: request.state === 'applied' ? undoOf(request) : '',
      level: proposal.level,
      levelMeaning: meanings[proposal.level],
      trust: proposal.trust.slice(0, 16),
    }
  })
}

/** Requests that still wait for somebody. */
export function openRequests(incident: Incident): readonly ChangeRequest[] {
  return requestsOf(incident).filter(({ state }) => state === 'proposed' || state === 'granted')
}

function approvalOf({ decision, state }: ChangeRequest, under: string): string {
  if (!decision) return state === 'proposed' ? 'waits for a decision' : 'none was given'
  const simulated = decision.simulated ? ', SIMULATED person, not a real approval' : ''
  return `${decision.decision} by ${decision.approver} at ${minuteOr(decision.at, 'unknown')}${simulated}${under && `, ${under}`}`
}

function resultOf({ state, outcome }: ChangeRequest): string {
  if (!outcome) return state
  const version = outcome.version === null ? '' : `, version ${outcome.version} read back`
  const reason = outcome.reason === null ? '' : `: ${outcome.reason}`
  return `${state} at ${minuteOr(outcome.at, 'unknown')}${version}${reason}`
}

function rollbackOf(request: ChangeRequest, incident: Incident): string {
  if (request.state !== 'applied') return 'nothing to roll back'
  const inverse = incident.requests.find(
    ({ proposal, state }) => proposal.inverseOf === request.id && state === 'applied',
  )
  if (inverse) return `undone by ${inverse.id} at ${minuteOr(inverse.outcome?.at, 'unknown')}`
  return request.proposal.inverseOf === null
    ? 'not rolled back, the change stands'
    : `this is the rollback of ${request.proposal.inverseOf}`
}

/** The call that asks for exactly the state before; it needs a grant of its own. */
function undoOf({ proposal, incident, id }: ChangeRequest): string {
  const { tool, target, environment, from } = proposal
  const reason = `Undo ${id}`
  return `${tool} ${canonicalJson({ incident, flag: target, environment, to: from, reason })}`
}
