import type { Random } from './random.ts'

/** A value as people or machines write it, and the parts of it that must not be seen again. */
export interface Made {
  readonly value: string
  readonly bare: readonly string[]
}

/** How values of each class are made; a plain string is its own bare part. */
export type Makers = Readonly<Record<string, (r: Random) => string | Made>>

/** A value behind the words that tell what it is. */
export function labelled(label: string, bare: string): Made {
  return { value: `${label}${bare}`, bare: [bare] }
}
