import type { AskMove, AskRole } from '../../domain/facts/ask.ts'

/** What the agent said; without `ask` it is a new one. */
export interface Given {
  readonly text?: string | undefined
  readonly owner?: string | undefined
  readonly role?: AskRole | undefined
  readonly due?: string | undefined
  readonly region?: string | undefined
  readonly ask?: string | undefined
  readonly to?: AskMove | undefined
}
