import { date, down, type IdMaker, luhn, oneDigit, parts, sum, untilDefined } from './id-parts.ts'

const tenDown = (total: number): string => String((10 - (total % 10)) % 10)
const letterOf = (alphabet: string, place: number): string => alphabet[place % alphabet.length]!
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const repeat = (weights: readonly number[], count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => weights[i % weights.length]!)

/** The check digit of Estonia and Lithuania. */
function balticDigit(base: string): string {
  const first = sum(base, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11
  const rest = first < 10 ? first : sum(base, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11
  return String(rest % 10)
}

/** Written from the published rules of each country, apart from those of the engine: Europe and its neighbours. */
export const secondMakers: readonly IdMaker[] = [
  { name: 'United Kingdom, NINO', label: 'National Insurance number', key: 'nino', make: (dice) =>
    `${letterOf('ABCEHJ', Number(dice.digits(3)))}${letterOf('ABCEHJ', Number(dice.digits(3)))}${dice.digits(6)}${letterOf('ABCD', Number(dice.digits(2)))}` },
  { name: 'Ireland, PPS', label: 'PPSN', key: 'pps_number', make(dice) {
    const base = dice.digits(7)
    return `${base}${'WABCDEFGHIJKLMNOPQRSTUV'[(sum(base, down(8, 2)) + 9) % 23]!}A`
  } },
  { name: 'Germany, Rentenversicherung', label: 'Sozialversicherungsnummer', key: 'rvnr', make(dice) {
    const { yy, mm, dd } = date(dice)
    const letter = Number(dice.between(1, 26, 2))
    const base = `${dice.between(10, 28, 2)}${dd}${mm}${yy}`
    const serial = dice.between(0, 99, 2)
    const spread = base + String(letter).padStart(2, '0') + serial
    const cross = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].reduce((total, weight, i) => {
      const product = weight * Number(spread[i])
      return total + Math.floor(product / 10) + (product % 10)
    }, 0)
    return `${base}${upper[letter - 1]!}${serial}${cross % 10}`
  } },
  { name: 'Austria, SVNR', label: 'SV-Nummer', key: 'svnr', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const serial = dice.between(100, 999, 3)
      const check = oneDigit(sum(serial + dd + mm + yy, [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11)
      return check && `${serial}${check} ${dd}${mm}${yy}`
    }) },
  { name: 'Poland, NIP', label: 'NIP', key: 'nip', make: (dice) =>
    untilDefined(() => {
      const base = dice.digits(9)
      const check = oneDigit(sum(base, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11)
      return check && parts(base + check, 3, 3, 2, 2).join('-')
    }) },
  { name: 'Denmark, CPR', label: 'CPR-nummer', key: 'cpr', make(dice) {
    const { yy, mm, dd } = date(dice)
    return `${dd}${mm}${yy}-${dice.between(0, 9_999, 4)}`
  } },
  { name: 'Iceland, kennitala', label: 'Kennitala', key: 'kennitala', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const base = `${dd}${mm}${yy}${dice.between(20, 99, 2)}`
      const check = oneDigit((11 - (sum(base, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11)
      return check && `${base.slice(0, 6)}-${base.slice(6)}${check}9`
    }) },
  { name: 'Estonia, isikukood', label: 'Isikukood', key: 'isikukood', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${dice.between(3, 4, 1)}${yy}${mm}${dd}${dice.between(0, 999, 3)}`
    return base + balticDigit(base)
  } },
  { name: 'Lithuania, asmens kodas', label: 'Asmens kodas', key: 'asmens_kodas', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${dice.between(3, 4, 1)}${yy}${mm}${dd}${dice.between(0, 999, 3)}`
    return base + balticDigit(base)
  } },
  { name: 'Latvia, personas kods', label: 'Personas kods', key: 'personas_kods', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const base = `${dd}${mm}${yy}1${dice.between(0, 999, 3)}`
      const check = oneDigit((1101 - sum(base, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11)
      return check && `${base.slice(0, 6)}-${base.slice(6)}${check}`
    }) },
  { name: 'Greece, ΑΜΚΑ', label: 'ΑΜΚΑ', key: 'amka', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${dd}${mm}${yy}${dice.between(0, 9_999, 4)}`
    return base + luhn(base)
  } },
  { name: 'Hungary, TAJ', label: 'TAJ szám', key: 'taj', make(dice) {
    const base = dice.digits(8)
    return parts(`${base}${sum(base, [3, 7, 3, 7, 3, 7, 3, 7]) % 10}`, 3, 3, 3).join(' ')
  } },
  { name: 'Croatia, OIB', label: 'OIB', key: 'oib', make(dice) {
    const base = dice.digits(10)
    let rest = 10
    for (const digit of base) rest = (((rest + Number(digit)) % 10 || 10) * 2) % 11
    return `${base}${(11 - rest) % 10}`
  } },
  { name: 'Serbia, JMBG', label: 'JMBG', key: 'jmbg', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const base = `${dd}${mm}9${yy}71${dice.between(0, 999, 3)}`
      const rest = 11 - (sum(base, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
      return rest === 10 ? undefined : `${base}${rest === 11 ? 0 : rest}`
    }) },
  { name: 'Moldova, IDNP', label: 'IDNP', key: 'idnp', make(dice) {
    const base = `2${dice.digits(11)}`
    return `${base}${sum(base, repeat([7, 3, 1], 12)) % 10}`
  } },
  { name: 'Belarus, личный номер', label: 'Личный номер', key: 'lichny_nomer', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `3${dd}${mm}${yy}${letterOf('ABCHKEM', Number(dice.digits(2)))}${dice.between(1, 999, 3)}PB`
    const total = [...base].reduce((rest, char, i) => rest + Number.parseInt(char, 36) * [7, 3, 1][i % 3]!, 0)
    return `${base}${total % 10}`
  } },
  { name: 'Russia, СНИЛС', label: 'СНИЛС', key: 'snils', make: (dice) =>
    untilDefined(() => {
      const base = dice.digits(9)
      const rest = sum(base, down(9, 1)) % 101
      return rest === 100 ? undefined : `${parts(base, 3, 3, 3).join('-')} ${String(rest).padStart(2, '0')}`
    }) },
  { name: 'Russia, ИНН', label: 'ИНН', key: 'inn', make(dice) {
    const base = dice.digits(10)
    const first = (sum(base, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10
    const second = (sum(`${base}${first}`, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10
    return `${base}${first}${second}`
  } },
  { name: 'Ukraine, РНОКПП', label: 'РНОКПП', key: 'rnokpp', make(dice) {
    const base = dice.digits(9)
    const rest = ((sum(base, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11
    return `${base}${rest % 10}`
  } },
  { name: 'Hungary, személyi szám', label: 'Személyi szám', key: 'szemelyi_szam', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const base = `${dice.between(1, 2, 1)}${yy}${mm}${dd}${dice.between(1, 999, 3)}`
      const check = oneDigit(sum(base, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) % 11)
      return check && `${base[0]!}-${base.slice(1, 7)}-${base.slice(7)}${check}`
    }) },
  { name: 'Spain, CIF', label: 'CIF', key: 'cif', make(dice) {
    const base = dice.digits(7)
    return `B${base}${luhn(base)}`
  } },
  { name: 'Kazakhstan, ИИН', label: 'ИИН', key: 'iin', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const base = `${yy}${mm}${dd}4${dice.between(0, 9_999, 4)}`
      const first = sum(base, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11
      const check = first < 10 ? String(first) : oneDigit(sum(base, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11)
      return check && base + check
    }) },
  { name: 'Switzerland, AHV without dots', label: 'AHV-Nr', key: 'avs', make(dice) {
    const base = `756${dice.between(0, 999_999_999, 9)}`
    return base + tenDown(sum(base, repeat([1, 3], 12)))
  } },
] // prettier-ignore
