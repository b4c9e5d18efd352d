import { digestOf } from '../../domain/change.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Gap } from '../../domain/gap.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import { instantMs } from '../../domain/time.ts'
import type { Trust } from '../../domain/trust.ts'
import { verifyDecision } from '../../guard/change/verify-decision.ts'
import type { ExportHouse } from './house.ts'

/** The people whose keys prove decisions, or why they cannot be known. */
export type KnownTrust = { readonly trust: Trust } | { readonly gap: Gap }

export function trustIn({ trustRoot }: Pick<ExportHouse, 'trustRoot'>): KnownTrust {
  try {
    return { trust: trustRoot.read() }
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error
    return { gap: { source: 'trust folder', reason: error.message } }
  }
}

/**
 * Why the decision of a request is not what its approver signed, in our words; null when the signature holds for exactly this
 * request with a key that the trust folder names now and that was good then.
 */
export function decisionFault(request: ChangeRequest, trust: Trust): string | null {
  const { decision, proposal, incident, id } = request
  if (decision === null) return 'nobody has decided'
  const { digest, ...shown } = proposal
  if (digestOf(incident, shown) !== digest) return 'the digest is not that of the request'
  try {
    const { statement } = verifyDecision(decision, trust, instantMs(decision.at) ?? 0)
    const isSame =
      statement.request === id &&
      statement.digest === digest &&
      statement.decision === decision.decision &&
      statement.approver === decision.approver
    return isSame ? null : 'the signature is of another decision'
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error
    return error.message
  }
}
