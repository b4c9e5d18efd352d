import { digestOf, isProduction, ownerRole, undoes } from '../../domain/change.ts'
import type { FactBody } from '../../domain/fact.ts'
import { audienceOf } from '../../domain/publication.ts'
import { type ChangeRequest, grantLifetimeMs } from '../../domain/request.ts'
import type { Severity } from '../../domain/severity.ts'
import { instantMs } from '../../domain/time.ts'
import { type Trust, agentRole, aliasesOf, humanOf, rolesOf } from '../../domain/trust.ts'
import type { Requester } from '../../domain/work.ts'
import { heldGlass } from '../acts/held.ts'
import type { ChangeResource, Moment, Principal } from '../policy/authorize.ts'
import type { ChangeOptions } from './options.ts'

/** A person of the trust folder as policies see them; with the role `agent` they are a program. */
export function approver(trust: Trust, id: string, nowMs: number): Principal {
  const roles = rolesOf(trust, id, nowMs)
  const type = roles.includes(agentRole) ? 'Agent' : 'Person'
  return { type, id, roles, aliases: aliasesOf(trust, id) }
}

/** Whoever speaks through an MCP client: always a program, whatever roles its human has. */
export function requesterAgent(trust: Trust, requester: Requester): Principal {
  return { type: 'Agent', id: requester.id, roles: [], aliases: aliasesOf(trust, requester.id) }
}

/** The change as policies see it; production and the exact inverse are found out anew each time. */
export function resourceOf(
  options: Pick<ChangeOptions, 'environments' | 'reader'>,
  proposal: Omit<FactBody<'change.proposed'>, 'digest'>,
  severity: Severity,
  trust: Trust,
): ChangeResource {
  const { request, system, target, environment, region, service, requester } = proposal
  return {
    id: request,
    system,
    target,
    environment,
    region,
    service: service ?? '',
    ownerRole: ownerRole(service),
    severity,
    audience: audienceOf(proposal),
    requesterAliases: aliasesOf(trust, requester),
    requesterKnown: humanOf(trust, requester) !== undefined,
    production: proposal.production || isProduction(options.environments, environment),
    versioned: proposal.baseVersion !== null,
    exactInverse:
      proposal.inverseOf !== null && undoes(proposal, options.reader.request(proposal.inverseOf)),
  }
}

/** Of which incident a question is and who asks. */
interface Asking {
  readonly incident: string
  readonly requester: string
}

/** What is true whatever the step: level, freeze and break-glass. All flags of later steps say that all is well. */
export function calmMoment(
  options: ChangeOptions,
  { incident, requester }: Asking,
  trust: Trust,
  nowMs: number,
): Moment {
  const { freeze, productionAtL0 } = options.policy
  return {
    level: options.level,
    productionAtL0,
    frozen: freeze.some(({ from, to }) => from <= nowMs && nowMs < to),
    breakGlass: heldGlass(options.reader.incident(incident), requester, trust, nowMs) !== undefined,
    sameDigest: true,
    trustUnchanged: true,
    requestExpired: false,
    granted: true,
    grantExpired: false,
    targetUnchanged: true,
  }
}

/** What is true of a stored request: its digest recomputed, its trust and its times compared. */
export function momentOf(
  options: ChangeOptions,
  request: ChangeRequest,
  trust: Trust,
  nowMs: number,
): Moment {
  const { proposal, decision } = request
  const asking = { incident: request.incident, requester: proposal.requester }
  const grantedAtMs = decision?.decision === 'granted' ? atMs(decision.at) : undefined
  return {
    ...calmMoment(options, asking, trust, nowMs),
    sameDigest: digestOf(request.incident, proposal) === proposal.digest,
    trustUnchanged: proposal.trust === trust.digest,
    requestExpired: (decision ? atMs(decision.at) : nowMs) >= atMs(proposal.expiresAt),
    granted: grantedAtMs !== undefined,
    grantExpired: grantedAtMs !== undefined && nowMs >= grantedAtMs + grantLifetimeMs,
  }
}

/** An instant that cannot be read lies in the past: whatever depends on it has expired. */
function atMs(instant: string): number {
  return instantMs(instant) ?? 0
}
