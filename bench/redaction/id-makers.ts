import { firstMakers } from './id-makers-first.ts'
import { secondMakers } from './id-makers-second.ts'
import { thirdMakers } from './id-makers-third.ts'
import type { IdMaker } from './id-parts.ts'

/** Every kind that numbers are made of. */
export const idMakers: readonly IdMaker[] = [...firstMakers, ...secondMakers, ...thirdMakers]
