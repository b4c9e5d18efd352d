import { seeded } from '../../../src/domain/seeded.ts'

/** Seeded choices, so that a failure can be repeated. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  digits(length: number): string
  hex(length: number): string
  lower(length: number): string
  upper(length: number): string
  /** Letters of both cases and digits. */
  mixed(length: number): string
  of(alphabet: string, length: number): string
  one<T>(items: readonly T[]): T
  /** Year, month and day of somebody who is of age. */
  birth(): { readonly year: number; readonly month: string; readonly day: string }
}

const lowerCase = 'abcdefghijklmnopqrstuvwxyz'
const upperCase = lowerCase.toUpperCase()

export function createRandom(seed: number): Random {
  const next = seeded(seed)
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const of = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[between(0, alphabet.length - 1)]).join('')
  const two = (value: number): string => String(value).padStart(2, '0')
  return {
    between,
    of,
    digits: (length) => of('0123456789', length),
    hex: (length) => of('0123456789abcdef', length),
    lower: (length) => of(lowerCase, length),
    upper: (length) => of(upperCase, length),
    mixed: (length) => of(`${lowerCase}${upperCase}0123456789`, length),
    one: (items) => items[between(0, items.length - 1)]!,
    birth: () => ({
      year: between(1940, 2004),
      month: two(between(1, 12)),
      day: two(between(1, 28)),
    }),
  }
}
