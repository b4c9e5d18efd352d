import type { GuaranteeLevel } from '../../domain/guarantee.ts'
import type { ReadBack } from '../../domain/change.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import type { Environment } from '../../domain/service.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Clock } from '../../ports/clock.ts'
import type { TrustRoot } from '../../ports/trust-root.ts'
import type { Journal } from '../journal.ts'
import type { Policies } from '../policy/authorize.ts'

/** What the protocol is built from. */
export interface ChangeOptions {
  /** Redacts, then appends durably. */
  readonly append: Journal['append']
  /** Sees at every call what other processes have appended. */
  readonly reader: CasebookReader
  readonly trustRoot: TrustRoot
  readonly policies: Policies
  readonly clock: Clock
  readonly level: GuaranteeLevel
  readonly policy: {
    /** Epoch milliseconds, start included and end excluded. */
    readonly freeze: readonly { readonly from: number; readonly to: number }[]
    readonly productionAtL0: boolean
  }
  readonly environments: readonly Environment[]
  /** This process, as it stands in the intents it makes. */
  readonly owner: string
  /** Reads the whole record through before a grant is used; rejects with UPSTREAM when it is not whole. */
  readonly assertIntact: (incident: string) => Promise<void>
  /** The redaction that `append` applies to texts, so that a signed reason is stored as it was signed. */
  readonly redactText: (incident: string, text: string) => string
  readonly limits?: Partial<ApplyLimits>
}

/** Bounds of one apply, milliseconds: `intentMs` is when another process may settle it, well after `writeMs` and `readMs`. */
export interface ApplyLimits {
  readonly intentMs: number
  readonly writeMs: number
  readonly readMs: number
}

export const applyLimits: ApplyLimits = { intentMs: 60_000, writeMs: 25_000, readMs: 10_000 }

/** A change tool's hands on its target, each under the signal it is given. */
export interface ChangeHands {
  readBack(request: ChangeRequest, signal: AbortSignal): Promise<ReadBack>
  /** Throws CONFLICT or UPSTREAM when nothing was written; anything else leaves the outcome unknown. */
  apply(request: ChangeRequest, signal: AbortSignal): Promise<void>
}
