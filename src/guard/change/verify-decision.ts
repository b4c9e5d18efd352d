import { type Statement, decisionNamespace, parseStatement } from '../../domain/decision.ts'
import type { Trust } from '../../domain/trust.ts'
import { type ProvenSigner, proveSigner } from '../signed.ts'

/** A decision whose signature holds: who made it is proven, whether they may is not yet asked. */
export interface VerifiedDecision extends ProvenSigner {
  readonly statement: Statement
}

/** Reads a statement and proves who signed it; throws INVALID_INPUT for its form, else as `proveSigner`. */
export function verifyDecision(
  signed: { readonly statement: string; readonly signature: string },
  trust: Trust,
  nowMs: number,
): VerifiedDecision {
  const statement = parseStatement(signed.statement)
  const { signature } = signed
  const person = statement.approver
  const claim = { person, text: signed.statement, signature, namespace: decisionNamespace }
  return { statement, ...proveSigner(claim, trust, nowMs) }
}
