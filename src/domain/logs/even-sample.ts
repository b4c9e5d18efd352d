/** A random sample of a stream that is as even over its steps of time as their numbers allow, the same for the same stream. */
export interface EvenSample<T> {
  /** The item is made only when there is room for it. */
  offer(make: () => T, step: number): void
  /** How many were offered. */
  readonly seen: number
  /** What is held, step by step and in no order within one. */
  held(): readonly T[]
}

/**
 * Holds everything up to `most`, then trims the fullest steps first: a burst does not push the quiet time before it out of
 * the sample. Within a step each item is held with the same chance.
 */
export function evenSample<T>(most: number): EvenSample<T> {
  const steps: { readonly items: T[]; seen: number }[] = []
  const random = seeded()
  let cap = most
  let size = 0
  let seen = 0
  const trim = (): void => {
    cap = Math.max(1, Math.floor(0.8 * Math.min(cap, longest(steps))))
    for (const { items } of steps) {
      while (items.length > cap) {
        items[Math.floor(random() * items.length)] = items.at(-1)!
        items.pop()
        size--
      }
    }
  }
  return {
    offer(make, at) {
      while (steps.length <= at) steps.push({ items: [], seen: 0 })
      const step = steps[at]!
      step.seen++
      seen++
      if (step.items.length < cap && step.items.length === step.seen - 1) {
        step.items.push(make())
        if (++size > most) trim()
      } else {
        const place = Math.floor(random() * step.seen)
        if (place < step.items.length) step.items[place] = make()
      }
    },
    get seen() {
      return seen
    },
    held: () => steps.flatMap(({ items }) => items),
  }
}

function longest(steps: readonly { readonly items: readonly unknown[] }[]): number {
  return steps.reduce((most, { items }) => Math.max(most, items.length), 0)
}

/** 0 to 1 by a linear congruence, the same row always. */
function seeded(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 2 ** 32
  }
}
