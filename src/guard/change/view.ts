import { type Card, cardOf } from '../../domain/decision.ts'
import type { Incident } from '../../domain/incident.ts'
import { type Breaking, grantedUnder } from '../../domain/incident/glass.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import { type Trust, humanOf } from '../../domain/trust.ts'
import { heldGlass } from '../acts/held.ts'
import type { ChangeOptions } from './options.ts'
import { approver, momentOf, resourceOf } from './question.ts'

/** The card of a request with the people whom policy lets grant it now. */
export async function view(options: ChangeOptions, id: string): Promise<Card> {
  const request = options.reader.request(id)
  const incident = options.reader.incident(request.incident)
  const deciders = request.state === 'proposed' ? await decidersOf(options, request) : []
  const known = humanOf(options.trustRoot.read(), request.proposal.requester) !== undefined
  const glass = glassOf(options, incident, request)
  return cardOf(request, incident.severity, deciders, known, glass)
}

/** Under which break-glass it was granted, or would be granted now. */
function glassOf(
  { trustRoot, clock }: ChangeOptions,
  incident: Incident,
  request: ChangeRequest,
): Breaking | undefined {
  if (request.state !== 'proposed') return grantedUnder(incident.glass, request)
  return heldGlass(incident, request.proposal.requester, trustRoot.read(), clock.nowMs())
}

async function decidersOf(
  options: ChangeOptions,
  request: ChangeRequest,
): Promise<readonly string[]> {
  const trust = options.trustRoot.read()
  const able = trust.people.filter(({ keys }) => keys.length > 0)
  const verdicts = await Promise.all(able.map(({ id }) => mayGrant(options, request, trust, id)))
  return able.filter((_, place) => verdicts[place]).map(({ id }) => id)
}

async function mayGrant(
  options: ChangeOptions,
  request: ChangeRequest,
  trust: Trust,
  person: string,
): Promise<boolean> {
  const nowMs = options.clock.nowMs()
  const { severity } = options.reader.incident(request.incident)
  const { allow } = await options.policies.authorize({
    principal: approver(trust, person, nowMs),
    action: 'grant',
    resource: resourceOf(options, request.proposal, severity, trust),
    context: momentOf(options, request, trust, nowMs),
    policies: trust.policies,
  })
  return allow
}
