/** Sum of each digit times its weight. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

/** The digits with the check digit of ISO/IEC 7812 behind them. */
export function withLuhn(body: string): string {
  const sum = [...body].toReversed().reduce((total, digit, place) => {
    const doubled = place % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

/** The account with its country and the two check digits of ISO 13616 before it. */
export function withIbanCheck(country: string, account: string): string {
  const rest = remainder97(`${account}${country}00`)
  return `${country}${String(98 - rest).padStart(2, '0')}${account}`
}

/** ISO 7064 MOD 97-10, letters being 10 to 35. */
function remainder97(text: string): number {
  const digits = [...text]
    .map((char) => (/\d/.test(char) ? char : String(char.charCodeAt(0) - 55)))
    .join('')
  return [...digits].reduce((value, digit) => (value * 10 + Number(digit)) % 97, 0)
}

/** ISO 7064 MOD 11,10 over digits. */
export function mod1110(digits: string): number {
  const product = [...digits].reduce((last, digit) => {
    const sum = (Number(digit) + last) % 10
    return ((sum === 0 ? 10 : sum) * 2) % 11
  }, 10)
  return (11 - product) % 10
}

const turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

/** The digits with the check digit of Verhoeff behind them. */
export function withVerhoeff(body: string): string {
  const inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9]
  const check = [...body]
    .toReversed()
    .reduce((sum, digit, at) => dihedral(sum, permuted(Number(digit), (at + 1) % 8)), 0)
  return `${body}${inverse[check]}`
}

function permuted(digit: number, times: number): number {
  let value = digit
  for (let i = 0; i < times; i++) value = turn[value]!
  return value
}

/** Multiplication in the dihedral group of the pentagon. */
function dihedral(a: number, b: number): number {
  const sign = a < 5 ? 1 : -1
  const rotated = ((((a % 5) + sign * (b % 5)) % 5) + 5) % 5
  return a < 5 === b < 5 ? rotated : rotated + 5
}

/** Repeats the making until a check digit exists for what was made. */
export function until<T>(make: () => T | undefined): T {
  for (;;) {
    const made = make()
    if (made !== undefined) return made
  }
}

/** `12345` as `12 34 5` for sizes 2, 2, 1. */
export function grouped(text: string, sizes: readonly number[], separator: string): string {
  const parts: string[] = []
  let at = 0
  for (const size of sizes) {
    parts.push(text.slice(at, at + size))
    at += size
  }
  return parts.join(separator)
}
