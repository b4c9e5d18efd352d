/** Tells whether a compact number, upper-case and without separators, could have been issued. */
export type Check = (compact: string) => boolean

/** Digit or letter by its place in `0-9A-Z`. */
function valueAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code < 58 ? code - 48 : code - 55
}

/** The sum of the first characters, each times its weight. */
export function weighted(text: string, weights: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += valueAt(text, i) * weights[i]!
  return sum
}

/** Luhn, the rightmost digit being the check digit. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = digits.charCodeAt(i) - 48
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}

/** ISO 7064 MOD 11,10. */
export function mod1110(digits: string): boolean {
  let rest = 10
  for (let i = 0; i < digits.length - 1; i++) {
    rest = (rest + valueAt(digits, i)) % 10 || 10
    rest = (rest * 2) % 11
  }
  return (11 - rest) % 10 === valueAt(digits, digits.length - 1)
}

const dihedral = Array.from({ length: 10 }, (_, a) =>
  Array.from({ length: 10 }, (_ignored, b) => {
    if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5
    return b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5
  }),
)
const step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

/** Verhoeff, the rightmost digit being the check digit. */
export function verhoeff(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    let digit = valueAt(digits, digits.length - 1 - i)
    for (let turn = 0; turn < i % 8; turn++) digit = step[digit]!
    sum = dihedral[sum]![digit]!
  }
  return sum === 0
}

/** The two digits that follow complete the rest of what stands before them to 97. */
export function complement97(digits: string, length: number): boolean {
  return 97 - (Number(digits.slice(0, length)) % 97) === Number(digits.slice(length, length + 2))
}

/** One check digit behind weights: the weighted sum modulo `by`, mapped, is the digit that follows. */
export function checkDigit(
  weights: readonly number[],
  by: number,
  map: (rest: number) => number = (rest) => rest,
): Check {
  return (text) => map(weighted(text, weights) % by) === valueAt(text, weights.length)
}

/** One check digit that completes the weighted sum to a multiple of `by`, ten counting as `ten`. */
export function completing(weights: readonly number[], by: number, ten = 0): Check {
  return checkDigit(weights, by, (rest) => {
    const digit = (by - rest) % by
    return digit === 10 ? ten : digit
  })
}

/** The whole number, its own weights included, is a multiple. */
export function divisible(weights: readonly number[], by: number): Check {
  return (text) => weighted(text, weights) % by === 0
}

/** Month and day that exist, read at those places; some countries add to one of them for a century or a kind of person. */
export function dated(
  month: number,
  day: number,
  months: readonly number[] = [0],
  days: readonly number[] = [0],
): Check {
  return (text) => {
    const m = Number(text.slice(month, month + 2))
    const d = Number(text.slice(day, day + 2))
    return (
      months.some((more) => m - more >= 1 && m - more <= 12) &&
      days.some((more) => d - more >= 1 && d - more <= 31)
    )
  }
}

/** All of them. */
export function all(...checks: readonly Check[]): Check {
  return (text) => checks.every((check) => check(text))
}

/** Not the same digit over and over, which passes many checks. */
export function varied(text: string): boolean {
  return !/^(.)\1*$/.test(text)
}

/** A pattern over the compact form. */
export function like(pattern: RegExp): Check {
  return (text) => pattern.test(text)
}
