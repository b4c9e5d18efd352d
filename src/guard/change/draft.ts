import { randomBytes } from 'node:crypto'

import type { Statement } from '../../domain/decision.ts'
import { canonicalJson } from '../../domain/json.ts'
import { toIso } from '../../domain/time.ts'
import type { ChangeOptions } from './options.ts'

/** What an approver is to sign, with the reason as it will stand on the record. */
export function draftStatement(
  options: ChangeOptions,
  wish: Pick<Statement, 'request' | 'decision' | 'reason' | 'approver'>,
): string {
  const { reader, trustRoot, clock, redactText } = options
  const { incident, proposal } = reader.request(wish.request)
  const statement: Statement = {
    v: 1,
    ...wish,
    digest: proposal.digest,
    reason: redactText(incident, wish.reason),
    trust: trustRoot.read().digest,
    at: toIso(clock.nowMs()),
    nonce: randomBytes(16).toString('base64url'),
  }
  return canonicalJson(statement)
}
