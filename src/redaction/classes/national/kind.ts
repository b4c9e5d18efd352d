import type { Check } from './checks.ts'

/**
 * One kind of national number. Shapes are written with `0` for a digit, `A` for a letter, `*` for either and `^` for
 * the century sign of Finland; several are parted by `|`.
 */
export interface IdKind {
  readonly name: string
  /** What people and programs call it, in plain letters, parted by commas; behind a `?` one that proves nothing alone. */
  readonly labels: string
  /** Shapes that are unmistakable with their check anywhere. */
  readonly log?: string
  /** Shapes that are so in tickets and chat. */
  readonly text?: string
  /** Shapes that count only behind a label, where a wrong check digit is no excuse. */
  readonly labelled?: string
  readonly check?: Check
}
