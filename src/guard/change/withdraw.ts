import { isConflict } from '../../domain/error.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import type { Trust } from '../../domain/trust.ts'
import type { Requester } from '../../domain/work.ts'
import type { ChangeOptions } from './options.ts'
import { momentOf, requesterAgent, resourceOf } from './question.ts'
import { demand, refusal } from './rules.ts'

/** Takes a request back. It uses up the grant's key, so that of withdrawal and apply exactly one happens. */
export async function withdraw(
  options: ChangeOptions,
  id: string,
  requester: Requester,
): Promise<ChangeRequest> {
  const { reader, trustRoot, append } = options
  const request = reader.request(id)
  await demandOwn(options, request, requester, trustRoot.read())
  if (request.state === 'withdrawn') return request
  if (request.state !== 'proposed' && request.state !== 'granted') {
    throw refusal('apply-once', 'The request is over or being applied; it cannot be withdrawn.')
  }
  const actor = { id: requester.id, kind: 'agent' } as const
  const fact = { kind: 'change.withdrawn', body: { request: id } } as const
  try {
    await append(actor, request.incident, fact, `apply:${id}`)
  } catch (cause) {
    if (isConflict(cause))
      throw refusal('apply-once', 'The request was applied or withdrawn meanwhile.')
    throw cause
  }
  return reader.request(id)
}

/** Only the requester sets anything about a request in motion. */
export async function demandOwn(
  options: ChangeOptions,
  request: ChangeRequest,
  requester: Requester,
  trust: Trust,
): Promise<void> {
  const { severity } = options.reader.incident(request.incident)
  demand(
    await options.policies.authorize({
      principal: requesterAgent(trust, requester),
      action: 'withdraw',
      resource: resourceOf(options, request.proposal, severity, trust),
      context: momentOf(options, request, trust, options.clock.nowMs()),
      policies: trust.policies,
    }),
  )
}
