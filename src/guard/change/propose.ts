import { randomBytes } from 'node:crypto'

import {
  type Proposal,
  digestOf,
  isProduction,
  requestLifetimeMs,
  sameJson,
  samePlace,
  undoes,
} from '../../domain/change.ts'
import { HandoffError, isConflict } from '../../domain/error.ts'
import type { FactBody } from '../../domain/fact.ts'
import { timeOrderedId } from '../../domain/id.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { type JsonObject, canonicalJson, sha256 } from '../../domain/json.ts'
import { isPublication } from '../../domain/publication.ts'
import { type ChangeRequest, requestsOf } from '../../domain/request.ts'
import { toIso } from '../../domain/time.ts'
import type { Requester } from '../../domain/work.ts'
import type { ChangeOptions } from './options.ts'
import { calmMoment, requesterAgent, resourceOf } from './question.ts'
import { demand, refusal } from './rules.ts'

/** Puts a change forward; an identical open proposal is the same request. Nothing is written anywhere but to the record. */
export async function propose(
  options: ChangeOptions,
  tool: string,
  proposal: Proposal,
  requester: Requester,
  incident: string,
): Promise<ChangeRequest> {
  const { reader, trustRoot, clock, append } = options
  const nowMs = clock.nowMs()
  const trust = trustRoot.read()
  const about = reader.incident(incident)
  refuseClosed(about)
  refuseNothing(proposal)
  refuseUnsettled(options, incident, proposal)
  const twin = { ...proposal, tool, requester: requester.id, trust: trust.digest }
  const open = openTwin(options, incident, twin)
  if (open) return open
  // In the same look as the twins: who comes later must meet this key, however long policy takes.
  const once = onceKey(options, incident, twin)
  const body = {
    ...proposal,
    request: `REQ-${timeOrderedId(nowMs)}`,
    tool,
    production: isProduction(options.environments, proposal.environment),
    reason: options.redactText(incident, proposal.reason),
    requester: requester.id,
    inverseOf: allRequests(options).findLast((done) => undoes(proposal, done))?.id ?? null,
    trust: trust.digest,
    level: options.level,
    expiresAt: toIso(nowMs + requestLifetimeMs(about.severity)),
    nonce: randomBytes(16).toString('base64url'),
  }
  const verdict = await options.policies.authorize({
    principal: requesterAgent(trust, requester),
    action: 'propose',
    resource: resourceOf(options, body, about.severity, trust),
    context: calmMoment(options, { incident, requester: requester.id }, trust, nowMs),
    policies: trust.policies,
  })
  demand(verdict)
  const fact = {
    kind: 'change.proposed',
    body: { ...body, digest: digestOf(incident, body) },
  } as const
  try {
    const entry = await append({ id: requester.id, kind: 'agent' }, incident, fact, once)
    refuseAltered(incident, entry.body)
  } catch (cause) {
    if (!isConflict(cause)) throw cause
    const other = openTwin(options, incident, twin)
    if (other) return other
    throw refusal('apply-once', 'The same request was made and carried out at this moment.')
  }
  return reader.request(body.request)
}

type Twin = Proposal & { readonly tool: string; readonly requester: string; readonly trust: string }

export function allRequests({ reader }: Pick<ChangeOptions, 'reader'>): readonly ChangeRequest[] {
  return reader.incidents().flatMap(requestsOf)
}

function twins(options: ChangeOptions, incident: string, twin: Twin): readonly ChangeRequest[] {
  const about = options.reader.incident(incident)
  return requestsOf(about).filter(({ proposal }) => isTwin(proposal, twin))
}

function isTwin(a: Twin, b: Twin): boolean {
  return (
    samePlace(a, b) &&
    sameJson(a.from, b.from) &&
    sameJson(a.to, b.to) &&
    a.baseVersion === b.baseVersion &&
    a.tool === b.tool &&
    a.requester === b.requester &&
    a.trust === b.trust
  )
}

function openTwin(options: ChangeOptions, incident: string, twin: Twin): ChangeRequest | undefined {
  return twins(options, incident, twin).find(
    ({ state }) => state === 'proposed' || state === 'granted',
  )
}

/** Two proposals of the same change at once get the same key: one is written, the other finds it. */
function onceKey(options: ChangeOptions, incident: string, twin: Twin): string {
  const { reason: _, inverseOf: __, ...same } = twin
  const { system, target, environment, region, from, to, baseVersion, tool, requester, trust } =
    same
  const key = { system, target, environment, region, from, to, baseVersion, tool, requester, trust }
  const earlier = twins(options, incident, twin).length
  return `propose:${sha256(canonicalJson({ ...key, incident, earlier }))}`
}

function refuseNothing({ from, to }: Proposal): void {
  if (!sameJson(from, to)) return
  throw new HandoffError(
    'CONFLICT',
    'The target is already in that state; there is nothing to change.',
    {
      rule: 'nothing-to-change',
      hint: 'Look for another cause, or check that you named the right environment.',
    },
  )
}

/** What could meet a proposal: a change whoever asked for it, a publication on the boards of its own incident. */
function refuseUnsettled(options: ChangeOptions, incident: string, proposal: Proposal): void {
  const rivals = isPublication(proposal)
    ? options.reader.incident(incident).publications
    : allRequests(options)
  const unsettled = rivals.find(
    (request) =>
      (request.state === 'applying' || request.state === 'unknown') &&
      samePlace(request.proposal, proposal),
  )
  if (!unsettled) return
  throw new HandoffError('CONFLICT', 'An earlier change of this target has no known outcome yet.', {
    rule: 'settle-first',
    hint: `Call the tool with request ${unsettled.id} alone; Baton reads the target back and settles it.`,
    data: { request: unsettled.id },
  })
}

/** Redaction that touched a hashed field makes a card nobody can grant; better to say so at once. */
function refuseAltered(incident: string, stored: JsonObject | null): void {
  const body = stored as FactBody<'change.proposed'> | null
  if (body && digestOf(incident, body) === body.digest) return
  throw new HandoffError('INTERNAL', 'The proposal holds text that the redaction must alter.', {
    rule: 'same-digest',
    hint: 'Name the target, environment and region by identifiers without personal data.',
  })
}
