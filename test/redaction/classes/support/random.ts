/** Numbers that are the same in every run. */
export interface Random {
  /** A whole number from 0 up to but not including the bound. */
  below(bound: number): number
  digits(length: number): string
  letter(of?: string): string
  pick<T>(items: readonly T[]): T
}

export function seeded(seed: number): Random {
  let state = seed >>> 0
  const below = (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
  return {
    below,
    digits: (length) => Array.from({ length }, () => below(10)).join(''),
    letter: (of = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') => of[below(of.length)]!,
    pick: (items) => items[below(items.length)]!,
  }
}
