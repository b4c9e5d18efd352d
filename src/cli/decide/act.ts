import { homedir } from 'node:os'
import { join } from 'node:path'

import { type Act, namespaceOf, parseAct } from '../../domain/act.ts'
import type { TakenAct, Wish } from '../../guard/acts/acts.ts'
import type { Approval, DecisionHouse } from './house.ts'
import { openKey } from './sign.ts'

type WithoutSigner<W> = W extends unknown ? Omit<W, 'by'> : never
/** An act before it is known whose key signs it. */
export type Intent = WithoutSigner<Wish>

/** Drafts, shows exactly what will be signed, signs it with the person's key and hands it in. */
export async function signAct(
  approval: Approval,
  house: DecisionHouse,
  intent: Intent,
  keyFile: string | undefined,
  show: (said: Act) => string,
): Promise<TakenAct> {
  const key = await openKey(
    keyFile ?? join(approval.env['HOME'] ?? homedir(), '.ssh', 'id_ed25519'),
  )
  const owner = house.trustRoot
    .read()
    .people.find(({ keys }) => keys.some(({ publicKey }) => publicKey.split(' ')[1] === key.blob))
  const acts = await house.openActs()
  // A key that is nobody's is refused when it is handed in, so that the attempt is on the record.
  const statement = acts.draft({ ...intent, by: owner?.id ?? 'unknown' })
  approval.print(`${show(parseAct(statement))}\n`)
  const signature = key.sign(statement, namespaceOf(intent.act))
  return acts.take({ statement, signature })
}

/** Shows what would be signed when no reason was given yet, and how to sign it. */
export function showOnly(approval: Approval, text: string, command: string): void {
  approval.print(`${text}\n\nNOTHING IS SIGNED YET. To sign it: ${command}`)
}
