import { readFileSync } from 'node:fs'

import { type Slots, slots } from './packed.ts'

let loaded: Slots | undefined

/** The vocabulary that the package ships, read when first asked for. */
export function vocabulary(): Slots {
  loaded ??= slots(readFileSync(new URL('../../../vocabulary/words.bin', import.meta.url)))
  return loaded
}
