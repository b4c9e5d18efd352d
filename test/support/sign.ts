import { createPrivateKey, sign } from 'node:crypto'

import { decisionNamespace } from '../../src/domain/decision.ts'
import { armour, signedBytes } from '../../src/guard/ssh/signature.ts'
import type { Door } from './door.ts'
import type { TestKey } from './keys.ts'

/** An SSH signature over a statement, as `ssh-keygen -Y sign` would make it. */
export function signStatement(
  statement: string,
  key: TestKey,
  namespace = decisionNamespace,
): string {
  const bytes = signedBytes(statement, namespace, 'sha512')
  return armour({
    key: Buffer.from(key.publicLine.split(' ')[1] ?? '', 'base64'),
    namespace,
    algorithm: 'ssh-ed25519',
    raw: sign(null, bytes, createPrivateKey(key.privatePem)),
  })
}

interface Wish {
  readonly request: string
  readonly approver: string
  readonly key: TestKey
  readonly decision?: 'granted' | 'denied'
  readonly reason?: string
}

/** What `baton approve` and `baton deny` do: draft, sign, hand in. */
export async function decide(door: Door, wish: Wish): Promise<void> {
  const { request, approver, key, decision = 'granted', reason = 'rollback agreed' } = wish
  const statement = door.house.changes.draft({ request, decision, reason, approver })
  await door.house.changes.decide({ statement, signature: signStatement(statement, key) })
}
