import { grouped, withIbanCheck, withLuhn } from './checks.ts'
import type { Makers } from './kind.ts'
import type { Random } from './random.ts'

/** Cards of every large network and accounts of many countries, with right check digits. */
export const money: Makers = {
  card: (r) => withLuhn(`4${r.digits(14)}`),
  otherCard: (r) =>
    r.one([
      () => withLuhn(`5${r.between(1, 5)}${r.digits(13)}`),
      () => withLuhn(`2${r.between(300, 699)}${r.digits(11)}`),
      () => withLuhn(`3${r.one([4, 7])}${r.digits(12)}`),
      () => withLuhn(`6011${r.digits(11)}`),
      () => withLuhn(`36${r.digits(11)}`),
      () => withLuhn(`35${r.between(28, 89)}${r.digits(11)}`),
      () => withLuhn(`62${r.digits(13)}`),
    ])(),
  spacedCard: (r) => {
    const separator = r.one([' ', '-'])
    return r.one([
      () => grouped(withLuhn(`4${r.digits(14)}`), [4, 4, 4, 4], separator),
      () => grouped(withLuhn(`5${r.between(1, 5)}${r.digits(13)}`), [4, 4, 4, 4], separator),
      () => grouped(withLuhn(`37${r.digits(12)}`), [4, 6, 5], separator),
    ])()
  },
  iban: (r) => accountOf(r),
  spacedIban: (r) => accountOf(r).replace(/.{4}(?=.)/g, '$& '),
}

/** The account part by country: `n` a digit, `a` a capital letter. */
const accounts: Readonly<Record<string, string>> = {
  DE: 'n18',
  AT: 'n16',
  CH: 'n17',
  FR: 'n10 n11 n2',
  ES: 'n20',
  IT: 'a1 n22',
  NL: 'a4 n10',
  BE: 'n12',
  GB: 'a4 n14',
  IE: 'a4 n14',
  SE: 'n20',
  NO: 'n11',
  DK: 'n14',
  FI: 'n14',
  PL: 'n24',
  CZ: 'n20',
  HU: 'n24',
  PT: 'n21',
  GR: 'n23',
  TR: 'n22',
  UA: 'n25',
  RO: 'a4 n16',
  BG: 'a4 n14',
  HR: 'n17',
  SA: 'n20',
  AE: 'n19',
  BR: 'n23 a1 n1',
  MT: 'a4 n23',
}

function accountOf(r: Random): string {
  const country = r.one(Object.keys(accounts))
  const parts = accounts[country]!.split(' ').map((part) => {
    const size = Number(part.slice(1))
    return part.startsWith('a') ? r.upper(size) : r.digits(size)
  })
  return withIbanCheck(country, parts.join(''))
}
