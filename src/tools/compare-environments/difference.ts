import type { Gap } from '../../domain/gap.ts'
import type { Json } from '../../domain/json.ts'

export const aspects = ['build', 'flag', 'setting'] as const
export type Aspect = (typeof aspects)[number]

/** `same` is only so once what `in` names is overlooked; `not-told` is what cannot or may not be said. */
export const relations = ['differs', 'only-left', 'only-right', 'not-told', 'same'] as const
export type Relation = (typeof relations)[number]

/** One thing as one environment has it, still raw. */
export type Side =
  | { readonly about: 'build'; readonly version: string; readonly sinceMs: number }
  | { readonly about: 'flag'; readonly on: boolean; readonly serves: Json; readonly rules: number }
  | { readonly about: 'setting'; readonly value: string; readonly isSecret: boolean }

/** Something that is not plainly the same in both. */
export interface Difference {
  readonly about: Aspect
  readonly service: string | null
  readonly name: string
  readonly is: Relation
  readonly left: Side | null
  readonly right: Side | null
  /** In what they differ, or what had to be overlooked; in our words. */
  readonly in: readonly string[]
}

/** What was found of one aspect. */
export interface Found {
  readonly differences: readonly Difference[]
  /** How many things are the same to the letter. */
  readonly identical: number
  readonly gaps: readonly Gap[]
}

/** The two environments by name. */
export interface Pair {
  readonly left: string
  readonly right: string
}
