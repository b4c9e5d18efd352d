import { randomUUID } from 'node:crypto'

import { HandoffError } from '../domain/error.ts'
import type { Person, PersonKey, Trust } from '../domain/trust.ts'
import type { Clock } from '../ports/clock.ts'
import { refusal } from './change/rules.ts'
import type { Journal } from './journal.ts'
import { fingerprint, verifySignature } from './ssh/verify.ts'

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

/** How far the clock of the machine that signs may be off. */
export const skewMs = 2 * 60_000

/**
 * Proves who signed a text, in this order: person, signature, key of that person, revoked, expired.
 * Throws DENIED with the rule. Keys are judged at `nowMs`, whatever date the text bears.
 */
export function proveSigner(signed: Signed, trust: Trust, nowMs: number): ProvenSigner {
  const person = trust.people.find(({ id }) => id === signed.person)
  if (!person) throw refusal('key-of-approver', 'The trust folder does not name the signer.')
  const blob = verifySignature(signed.signature, signed.text, signed.namespace)
  if (blob === undefined) {
    throw refusal('decision-as-signed', 'The signature does not fit the statement.')
  }
  const key = person.keys.find(({ publicKey }) => publicKey.split(' ')[1] === blob)
  if (!key) throw refusal('key-of-approver', 'The key that signed is not a key of the signer.')
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

/** What is known of a statement so far; whoever takes it fills this in as soon as it is proven. */
export interface About {
  name: string
  incident: string | null
  actor: string
}

/** Takes a signed statement or refuses it; a refusal is on the record too. If that cannot be written it still stands. */
export async function takeSigned<T>(
  { append, clock }: { readonly append: Journal['append']; readonly clock: Clock },
  name: 'decision' | 'act',
  take: (about: About) => Promise<T>,
): Promise<T> {
  const startedMs = clock.nowMs()
  const about: About = { name, incident: null, actor: 'unknown' }
  try {
    return await take(about)
  } catch (cause) {
    if (cause instanceof HandoffError) {
      const { code, message, rule = null, detail = null } = cause
      const tookMs = clock.nowMs() - startedMs
      const call = randomUUID()
      const body = {
        call,
        what: 'protocol',
        name: about.name,
        tookMs,
        code,
        message,
        rule,
        detail,
      } as const
      const actor = { id: about.actor, kind: 'human' } as const
      await append(actor, about.incident, { kind: 'call.refused', body }).catch(() => undefined)
    }
    throw cause
  }
}
