import * as z from 'zod'

import { HandoffError } from './error.ts'
import { decisions } from './facts/change.ts'
import { guaranteeLevels } from './guarantee.ts'
import { JsonValue, parseSigned } from './json.ts'
import { type Publication, audiences, publicationOf } from './publication.ts'
import { outsideName } from './provenance.ts'
import { type ChangeRequest, requestStates } from './request.ts'
import { severities } from './severity.ts'
import { Untrusted, untrusted } from './untrusted.ts'

/** The namespace of decision signatures, so that a signature made for anything else is worth nothing here. */
export const decisionNamespace = 'baton-decision-v1'

const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** What an approver signs. It names request, digest, decision and trust, so that no other request or answer can borrow it. */
export const Statement = z.strictObject({
  v: z.literal(1),
  request: z.string().regex(/^REQ-[0-9A-Z]{4,20}$/),
  digest,
  decision: z.enum(decisions),
  reason: z.string().min(1).max(1_000),
  approver: z.string().min(1).max(64),
  trust: digest,
  at: z.string().max(40),
  nonce: z.string().regex(/^[\w-]{16,64}$/),
})
export type Statement = z.infer<typeof Statement>

/** Reads a statement; throws INVALID_INPUT unless it is the canonical JSON of exactly these fields. */
export function parseStatement(text: string): Statement {
  const statement = parseSigned(Statement, text)
  if (statement) return statement
  throw new HandoffError('INVALID_INPUT', 'The decision is not a statement in canonical JSON.', {
    rule: 'decision-as-signed',
    hint: 'Make the decision with baton approve or baton deny.',
  })
}

/** A request as approver and agent see it. `reason` texts were written by others. */
export const Card = z.object({
  request: z.string(),
  state: z.enum(requestStates),
  incident: z.string(),
  severity: z.enum(severities),
  system: z.string(),
  target: outsideName('flag'),
  service: z.string().nullable(),
  environment: z.string(),
  production: z.boolean(),
  region: z.string(),
  from: JsonValue,
  /** Of a publication without its text, which stands in `text`. */
  to: JsonValue,
  /** Who would read it; null for a change. */
  audience: z.enum(audiences).nullable(),
  /** The exact text that would be published; null for a change. */
  text: Untrusted.nullable(),
  baseVersion: outsideName('flag').nullable(),
  reason: Untrusted,
  requester: z.string(),
  /** False when the trust folder names no human as the requester: nobody can tell whether the approver is the same person. */
  requesterKnown: z.boolean(),
  inverseOf: z.string().nullable(),
  level: z.enum(guaranteeLevels),
  proposedAt: z.string(),
  expiresAt: z.string(),
  /** The first 8 characters; the approver compares them with the full digest on their own screen. */
  digest: z.string(),
  /** Who may decide at this moment, ids of the trust folder. */
  deciders: z.array(z.string()),
  /** The break-glass under which it was granted, or would be granted now; null for none. */
  breakGlass: z.object({ by: z.string(), until: z.string() }).nullable(),
  decision: z
    .object({
      decision: z.enum(decisions),
      approver: z.string(),
      at: z.string(),
      reason: Untrusted,
      simulated: z.boolean(),
    })
    .nullable(),
  outcome: z
    .object({ at: z.string(), version: z.string().nullable(), reason: z.string().nullable() })
    .nullable(),
  next: z.string(),
})
export type Card = z.infer<typeof Card>

/** The card of a request; `severity` is the incident's, `deciders` whoever policy lets decide now, `glass` what it is granted under. */
export function cardOf(
  request: ChangeRequest,
  severity: Card['severity'],
  deciders: readonly string[],
  requesterKnown: boolean,
  glass?: { readonly by: string; readonly until: string },
): Card {
  const { proposal, decision, outcome } = request
  const publication = publicationOf(proposal)
  return {
    request: request.id,
    state: request.state,
    incident: request.incident,
    severity,
    system: proposal.system,
    target: proposal.target,
    service: proposal.service,
    environment: proposal.environment,
    production: proposal.production,
    region: proposal.region,
    from: proposal.from,
    to: publication ? withoutText(publication) : proposal.to,
    audience: publication?.audience ?? null,
    text: publication ? untrusted(`the requester of ${request.id}`, publication.text) : null,
    baseVersion: proposal.baseVersion,
    reason: untrusted(`the requester of ${request.id}`, proposal.reason),
    requester: proposal.requester,
    requesterKnown,
    inverseOf: proposal.inverseOf,
    level: proposal.level,
    proposedAt: request.proposedAt,
    expiresAt: proposal.expiresAt,
    digest: proposal.digest.slice(0, 8),
    deciders: [...deciders],
    breakGlass: glass ? { by: glass.by, until: glass.until } : null,
    decision: decision && {
      decision: decision.decision,
      approver: decision.approver,
      at: decision.at,
      reason: untrusted(`the approver of ${request.id}`, decision.reason),
      simulated: decision.simulated,
    },
    outcome,
    next: (publication && nextAfterPublishing[request.state]) || nextStep[request.state],
  }
}

/** A text by others stands on its own, never among Baton's fields. */
function withoutText({ audience, channel, subject }: Publication): Omit<Publication, 'text'> {
  return { audience, channel, subject }
}

/** What the agent does next, by state. */
const nextStep: Readonly<Record<ChangeRequest['state'], string>> = {
  proposed:
    'Wait for a person to decide; look again with get_request. Work on what needs no change meanwhile.',
  granted:
    'Apply it now by calling the tool with this request id alone; the grant lasts 10 minutes.',
  denied: 'Read the reason, do not ask again unchanged, and look for another mitigation.',
  expired: 'Propose the change again if it is still needed; the old request is void.',
  withdrawn: 'Nothing is left to do with this request.',
  applying:
    'It is being applied. Look again with get_request in a minute; by then any call that names this request or its incident settles what was left open.',
  applied: 'Verify the effect with query_logs and record it.',
  failed: 'Nothing was changed. Read the reason and propose again if it is still needed.',
  unknown:
    'Never repeat the change. Call the tool with this request id alone: Baton reads the target back at once. Later any call that names this request or its incident does so first.',
}

/** The same for a publication, where it differs. */
const nextAfterPublishing: Readonly<Partial<Record<ChangeRequest['state'], string>>> = {
  denied: 'Read the reason and propose a text that meets it, or leave the publication to a person.',
  applied:
    'It is published and counts as the update. A date that it promises goes on record with record_note as promise.',
  failed: 'Nothing was published. Read the reason and propose it again if it is still needed.',
  unknown:
    'Never publish it by another way. Call the tool with this request id alone: Baton looks it up at once. Later any call that names this request or its incident does so first.',
}
