import { type Statement, decisionNamespace, parseStatement } from '../../domain/decision.ts'
import type { Person, PersonKey, Trust } from '../../domain/trust.ts'
import { fingerprint, verifySignature } from '../ssh/verify.ts'
import { refusal } from './rules.ts'

/** A decision whose signature holds: who made it is proven, whether they may is not yet asked. */
export interface VerifiedDecision {
  readonly statement: Statement
  readonly person: Person
  /** The fingerprint of the key that signed. */
  readonly key: string
}

/**
 * Reads a statement and proves who signed it, in this order: form, person, signature, key of that person, revoked, expired.
 * Throws INVALID_INPUT or DENIED with the rule. Keys are judged at `nowMs`, whatever date the statement bears.
 */
export function verifyDecision(
  signed: { readonly statement: string; readonly signature: string },
  trust: Trust,
  nowMs: number,
): VerifiedDecision {
  const statement = parseStatement(signed.statement)
  const person = trust.people.find(({ id }) => id === statement.approver)
  if (!person) throw refusal('key-of-approver', 'The trust folder does not name the approver.')
  const blob = verifySignature(signed.signature, signed.statement, decisionNamespace)
  if (blob === undefined) {
    throw refusal('decision-as-signed', 'The signature does not fit the decision.')
  }
  const key = person.keys.find(({ publicKey }) => publicKey.split(' ')[1] === blob)
  if (!key) throw refusal('key-of-approver', 'The key that signed is not a key of the approver.')
  judgeKey(key, person, nowMs)
  return { statement, person, key: fingerprint(blob) }
}

function judgeKey(key: PersonKey, person: Person, nowMs: number): void {
  if (key.revokedAtMs !== null && nowMs >= key.revokedAtMs) {
    throw refusal('key-unrevoked', 'The key that signed is revoked.')
  }
  const untilMs = Math.min(key.notAfterMs ?? Infinity, person.notAfterMs ?? Infinity)
  if (nowMs > untilMs) throw refusal('key-unexpired', 'The key that signed has expired.')
}
