import { randomBytes } from 'node:crypto'

import { type Act, type ActName, type ActOf, glassLastsMs } from '../../domain/act.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import { canonicalJson } from '../../domain/json.ts'
import { toIso } from '../../domain/time.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Clock } from '../../ports/clock.ts'
import type { TrustRoot } from '../../ports/trust-root.ts'
import type { Journal } from '../journal.ts'
import { takeSigned } from '../signed.ts'
import { take } from './take.ts'

/** What acts are built from. */
export interface ActOptions {
  readonly append: Journal['append']
  readonly reader: CasebookReader
  readonly trustRoot: TrustRoot
  readonly clock: Clock
  /** Tries to put that entry on the incident's ticket, and says whether it stands there. Never fails. */
  readonly tell: (incident: string, seq: number) => Promise<boolean>
  /** The redaction that `append` applies to texts, so that a reason is stored as it was signed. */
  readonly redactText: (incident: string, text: string) => string
}

/** What is to be signed, about the state that was shown. */
export type Wish = {
  [K in ActName]: Omit<ActOf<K>, 'v' | 'trust' | 'at' | 'nonce' | 'until'>
}[ActName]

export interface SignedAct {
  readonly statement: string
  /** Armoured SSH signature over exactly the statement, in the namespace of the act. */
  readonly signature: string
}

/** What was taken; `onTicket` says whether the incident's ticket took it too. */
export interface TakenAct {
  readonly act: Act
  readonly incident: Incident
  readonly onTicket: boolean
}

/**
 * What people sign about an incident: breaking glass and answering for it, lowering a severity, handing over command,
 * taking over a handoff. No tool is handed any of it.
 */
export interface Acts {
  /** The canonical JSON to be signed, its reason as it will stand on the record. Throws INVALID_INPUT for none and for one too long. */
  draft(wish: Wish): string
  /** Puts it on the record; each refusal is on the record too. Throws INVALID_INPUT, DENIED or CONFLICT with the rule. */
  take(signed: SignedAct): Promise<TakenAct>
}

const longestReason = 1_000

export function createActs(options: ActOptions): Acts {
  const { trustRoot, clock, redactText } = options
  return {
    draft(wish) {
      const nowMs = clock.nowMs()
      const reason = redactText(wish.incident, wish.reason.trim())
      if (reason === '' || reason.length > longestReason) throw unfit()
      const lasts = wish.act === 'break-glass' ? { until: toIso(nowMs + glassLastsMs) } : {}
      return canonicalJson({
        ...wish,
        ...lasts,
        v: 1,
        reason,
        trust: trustRoot.read().digest,
        at: toIso(nowMs),
        nonce: randomBytes(16).toString('base64url'),
      })
    },
    take: (signed) => takeSigned(options, 'act', (about) => take(options, signed, about)),
  }
}

function unfit(): HandoffError {
  return new HandoffError('INVALID_INPUT', 'The reason is empty or longer than 1,000 characters.', {
    hint: 'One sentence is enough; details belong into a note that the reason names.',
  })
}
