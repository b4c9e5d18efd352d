import { contact } from './canary/contact.ts'
import type { Made, Makers } from './canary/kind.ts'
import { money } from './canary/money.ts'
import { national } from './canary/national.ts'
import { createRandom } from './canary/random.ts'
import { type Search, createSearch } from './canary/search.ts'
import { secrets } from './canary/secrets.ts'
import { vendors } from './canary/vendors.ts'

/** A value that must never be seen again: as it is planted, and the parts of it that would tell it. */
export interface Canary extends Made {
  readonly class: string
}

const makers: Makers = { ...contact, ...money, ...national, ...secrets, ...vendors }

/** The structured classes that there are canaries of. */
export const canaryClasses: readonly string[] = Object.keys(makers)

/** `count` distinct values over all structured classes in turn, the same on every run. */
export function makeCanaries(count: number): readonly Canary[] {
  const random = createRandom(20_261_123)
  return Array.from({ length: count }, (_, index) => {
    const name = canaryClasses[index % canaryClasses.length]!
    const made = makers[name]!(random)
    return { class: name, ...(typeof made === 'string' ? { value: made, bare: [made] } : made) }
  })
}

/** A canary that can be a word of its own: a file name, a header, a part of an address. */
export function isWord({ value }: Canary): boolean {
  return value.length < 100 && /^[\w.:@+-]+$/.test(value)
}

const searches = new WeakMap<readonly Canary[], Search>()

/** Canaries of which a part can be read in the text, however it is dressed. */
export function survivors(
  canaries: readonly Canary[],
  text: string | Uint8Array,
): readonly Canary[] {
  const search = searches.get(canaries) ?? createSearch(canaries)
  searches.set(canaries, search)
  return search.in(text)
}

/** Lists of canaries whose values, joined, have at most so many characters; one that is longer stands alone. */
export function batches(canaries: readonly Canary[], most: number): readonly string[] {
  const result: string[] = []
  for (const { value } of canaries) {
    const longer = `${result.at(-1) ?? ''} | ${value}`
    if (result.length > 0 && longer.length <= most) result[result.length - 1] = longer
    else result.push(value)
  }
  return result
}
