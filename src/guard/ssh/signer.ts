import type { Person, PersonKey, Trust } from '../../domain/trust.ts'
import { refusal } from '../change/rules.ts'
import { fingerprint, verifySignature } from './verify.ts'

interface Signed {
  /** The person whom the text names as its author. */
  readonly person: string
  readonly text: string
  /** Armoured SSH signature over exactly that text. */
  readonly signature: string
  readonly namespace: string
}

export interface ProvenSigner {
  readonly person: Person
  /** The fingerprint of the key that signed. */
  readonly key: string
}

/**
 * Proves who signed a text, in this order: person, signature, key of that person, revoked, expired.
 * Throws DENIED with the rule. Keys are judged at `nowMs`, whatever date the text bears.
 */
export function proveSigner(signed: Signed, trust: Trust, nowMs: number): ProvenSigner {
  const person = trust.people.find(({ id }) => id === signed.person)
  if (!person) throw refusal('key-of-approver', 'The trust folder does not name the approver.')
  const blob = verifySignature(signed.signature, signed.text, signed.namespace)
  if (blob === undefined) {
    throw refusal('decision-as-signed', 'The signature does not fit the decision.')
  }
  const key = person.keys.find(({ publicKey }) => publicKey.split(' ')[1] === blob)
  if (!key) throw refusal('key-of-approver', 'The key that signed is not a key of the approver.')
  judgeKey(key, person, nowMs)
  return { person, key: fingerprint(blob) }
}

function judgeKey(key: PersonKey, person: Person, nowMs: number): void {
  if (key.revokedAtMs !== null && nowMs >= key.revokedAtMs) {
    throw refusal('key-unrevoked', 'The key that signed is revoked.')
  }
  const untilMs = Math.min(key.notAfterMs ?? Infinity, person.notAfterMs ?? Infinity)
  if (nowMs > untilMs) throw refusal('key-unexpired', 'The key that signed has expired.')
}
