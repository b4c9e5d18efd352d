import { needsNoGrant } from '../../domain/publication.ts'
import type { Requester } from '../../domain/work.ts'
import type { ChangeOptions } from './options.ts'
import { momentOf, requesterAgent, resourceOf } from './question.ts'
import { demand } from './rules.ts'

/**
 * Whether an open request may be carried out as it is. Policy is asked twice, without a grant and with one: what it
 * forbids even then is refused at once instead of waiting for a decision that would be in vain.
 */
export async function isFree(
  options: ChangeOptions,
  id: string,
  requester: Requester,
): Promise<boolean> {
  const { reader, trustRoot, policies, clock } = options
  const request = reader.request(id)
  if (request.state !== 'proposed' || !needsNoGrant(request.proposal)) return false
  const trust = trustRoot.read()
  const { severity } = reader.incident(request.incident)
  const moment = momentOf(options, request, trust, clock.nowMs())
  const ask = (granted: boolean) =>
    policies.authorize({
      principal: requesterAgent(trust, requester),
      action: 'apply',
      resource: resourceOf(options, request.proposal, severity, trust),
      context: { ...moment, granted },
      policies: trust.policies,
    })
  if ((await ask(false)).allow) return true
  demand(await ask(true))
  return false
}
