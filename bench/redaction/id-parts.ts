/** Digits from a seed, the same in every run. */
export interface Dice {
  /** That many digits, the first of them not 0. */
  digits(count: number): string
  /** A whole number of that range, both ends included, filled up with zeros. */
  between(low: number, high: number, width: number): string
}

/** A kind of national number: what it is called in tickets and in logs, and how a valid one is made. */
export interface IdMaker {
  readonly name: string
  readonly label: string
  readonly key: string
  readonly make: (dice: Dice) => string
}

export function createDice(seed: number): Dice {
  let state = seed
  const next = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return {
    digits: (count) =>
      Array.from({ length: count }, (_, i) => (i === 0 ? 1 + next(9) : next(10))).join(''),
    between: (low, high, width) => String(low + next(high - low + 1)).padStart(width, '0'),
  }
}

export const sum = (digits: string, weights: readonly number[]): number =>
  weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
export const down = (from: number, to: number): number[] =>
  Array.from({ length: from - to + 1 }, (_, i) => from - i)
export const parts = (text: string, ...sizes: readonly number[]): string[] => {
  let at = 0
  return sizes.map((size) => text.slice(at, (at += size)))
}

/** The digit that makes the sum of Luhn a multiple of ten. */
export function luhn(digits: string): string {
  const total = [...digits].toReversed().reduce((rest, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1)
    return rest + (value > 9 ? value - 9 : value)
  }, 0)
  return String((10 - (total % 10)) % 10)
}

/** Draws again until there is a valid one. */
export function untilDefined(draw: () => string | undefined): string {
  for (;;) {
    const value = draw()
    if (value !== undefined) return value
  }
}

export const date = (dice: Dice): { yy: string; mm: string; dd: string } => ({
  yy: dice.between(50, 99, 2),
  mm: dice.between(1, 12, 2),
  dd: dice.between(1, 28, 2),
})
export const oneDigit = (rest: number): string | undefined => (rest > 9 ? undefined : String(rest))
export const elevenDown = (rest: number): string => String(rest < 2 ? 0 : 11 - rest)
