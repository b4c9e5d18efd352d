import {
  date,
  down,
  elevenDown,
  type IdMaker,
  luhn,
  oneDigit,
  parts,
  sum,
  untilDefined,
} from './id-parts.ts'

const times =
  '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210'
const moves = '01234567891576283094580379614289160435279453126870428657390127938064157046913258'

/** The check digit of Verhoeff. */
function verhoeff(digits: string): string {
  const step = (state: number, digit: number): number => Number(times[state * 10 + digit])
  const state = [...digits]
    .toReversed()
    .reduce((at, digit, i) => step(at, Number(moves[((i + 1) % 8) * 10 + Number(digit)])), 0)
  return String([...'0123456789'].findIndex((digit) => step(state, Number(digit)) === 0))
}

const dniLetter = (number: number): string => 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]!

/** Written from the published rules of each country, apart from those of the engine. */
export const firstMakers: readonly IdMaker[] = [
  { name: 'Brazil, CPF', label: 'CPF', key: 'cpf', make(dice) {
    const base = dice.digits(9)
    const first = elevenDown(sum(base, down(10, 2)) % 11)
    const second = elevenDown(sum(base + first, down(11, 2)) % 11)
    return `${parts(base, 3, 3, 3).join('.')}-${first}${second}`
  } },
  { name: 'Brazil, CNPJ', label: 'CNPJ', key: 'cnpj', make(dice) {
    const base = `${dice.digits(8)}0001`
    const first = elevenDown(sum(base, [5, 4, 3, 2, ...down(9, 2)]) % 11)
    const second = elevenDown(sum(base + first, [6, 5, 4, 3, 2, ...down(9, 2)]) % 11)
    return `${parts(base, 2, 3, 3).join('.')}/0001-${first}${second}`
  } },
  { name: 'Spain, DNI', label: 'DNI', key: 'dni', make(dice) {
    const base = dice.digits(8)
    return base + dniLetter(Number(base))
  } },
  { name: 'Spain, NIE', label: 'NIE', key: 'nie', make(dice) {
    const first = Number(dice.between(0, 2, 1))
    const base = dice.digits(7)
    return `${'XYZ'[first]}${base}${dniLetter(Number(`${first}${base}`))}`
  } },
  { name: 'France, NIR', label: 'Numéro de sécurité sociale', key: 'nir', make(dice) {
    const { yy, mm } = date(dice)
    const base = `${dice.between(1, 2, 1)}${yy}${mm}${dice.between(1, 95, 2)}${dice.between(1, 900, 3)}${dice.between(1, 999, 3)}`
    const check = String(97 - Number(BigInt(base) % 97n)).padStart(2, '0')
    return [...parts(base, 1, 2, 2, 2, 3, 3), check].join(' ')
  } },
  { name: 'Germany, Steuer-ID', label: 'Steuer-ID', key: 'steuer_id', make(dice) {
    const base = untilDefined(() => {
      const drawn = dice.digits(10)
      const counts = [...'0123456789'].map((digit) => drawn.split(digit).length - 1).toSorted((a, b) => a - b)
      return counts.filter((count) => count > 1).join('') === '2' ? drawn : undefined
    })
    let product = 10
    for (const digit of base) product = (((Number(digit) + product) % 10 || 10) * 2) % 11
    const value = `${base}${(11 - product) % 10}`
    return parts(value, 2, 3, 3, 3).join(' ')
  } },
  { name: 'Italy, codice fiscale', label: 'Codice fiscale', key: 'codice_fiscale', make(dice) {
    const { yy, dd } = date(dice)
    const letters = (count: number): string => Array.from({ length: count }, () => 'BCDFGLMNPRSTVZ'[Number(dice.between(0, 13, 1))]).join('')
    const base = `${letters(6)}${yy}${'ABCDEHLMPRST'[Number(dice.between(0, 11, 1))]}${dd}${'ABCDEFGHIL'[Number(dice.between(0, 9, 1))]}${dice.between(100, 900, 3)}`
    const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
    const place = (char: string): number => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65)
    const total = [...base].reduce((rest, char, i) => rest + (i % 2 === 0 ? odd[place(char)]! : place(char)), 0)
    return base + String.fromCharCode(65 + (total % 26))
  } },
  { name: 'Poland, PESEL', label: 'PESEL', key: 'pesel', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${yy}${mm}${dd}${dice.between(0, 9_999, 4)}`
    return `${base}${(10 - (sum(base, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10}`
  } },
  { name: 'Netherlands, BSN', label: 'BSN', key: 'bsn', make: (dice) =>
    untilDefined(() => {
      const base = dice.digits(8)
      const check = oneDigit(sum(base, down(9, 2)) % 11)
      return check && base + check
    }) },
  { name: 'Belgium, Rijksregister', label: 'Rijksregisternummer', key: 'rijksregisternummer', make(dice) {
    const { yy, mm, dd } = date(dice)
    const number = dice.between(1, 997, 3)
    return `${yy}.${mm}.${dd}-${number}.${String(97 - (Number(yy + mm + dd + number) % 97)).padStart(2, '0')}`
  } },
  { name: 'Sweden, personnummer', label: 'Personnummer', key: 'personnummer', make(dice) {
    const { yy, mm, dd } = date(dice)
    const number = dice.between(1, 999, 3)
    return `${yy}${mm}${dd}-${number}${luhn(yy + mm + dd + number)}`
  } },
  { name: 'Norway, fødselsnummer', label: 'Fødselsnummer', key: 'fodselsnummer', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const base = `${dd}${mm}${yy}${dice.between(0, 499, 3)}`
      const first = oneDigit((11 - (sum(base, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11)
      const second = first && oneDigit((11 - (sum(base + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11)
      return second && `${base}${first}${second}`
    }) },
  { name: 'Finland, henkilötunnus', label: 'Henkilötunnus', key: 'hetu', make(dice) {
    const { yy, mm, dd } = date(dice)
    const number = dice.between(2, 899, 3)
    return `${dd}${mm}${yy}-${number}${'0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(dd + mm + yy + number) % 31]}`
  } },
  { name: 'Switzerland, AHV', label: 'AHV-Nummer', key: 'ahv', make(dice) {
    const base = `756${dice.between(0, 999_999_999, 9)}`
    const check = (10 - (sum(base, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10
    return parts(base + String(check), 3, 4, 4, 2).join('.')
  } },
  { name: 'Turkey, T.C. kimlik', label: 'T.C. Kimlik No', key: 'tckn', make(dice) {
    const base = dice.digits(9)
    const tenth = (((sum(base, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10) + 10) % 10).toString()
    return `${base}${tenth}${sum(base + tenth, Array.from({ length: 10 }, () => 1)) % 10}`
  } },
  { name: 'Portugal, NIF', label: 'NIF', key: 'nif', make(dice) {
    const base = `2${dice.digits(7)}`
    return base + elevenDown(sum(base, down(9, 2)) % 11)
  } },
  { name: 'United Kingdom, NHS', label: 'NHS number', key: 'nhs_number', make: (dice) =>
    untilDefined(() => {
      const base = dice.digits(9)
      const check = oneDigit((11 - (sum(base, down(10, 2)) % 11)) % 11)
      return check && parts(base + check, 3, 3, 4).join(' ')
    }) },
  { name: 'India, Aadhaar', label: 'Aadhaar', key: 'aadhaar', make(dice) {
    const base = `${dice.between(2, 9, 1)}${dice.digits(10)}`
    return parts(base + verhoeff(base), 4, 4, 4).join(' ')
  } },
  { name: 'China, 身份证', label: '身份证号码', key: 'id_card', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `11010519${yy}${mm}${dd}${dice.between(1, 999, 3)}`
    return base + '10X98765432'[sum(base, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11]!
  } },
  { name: 'Korea, 주민등록번호', label: '주민등록번호', key: 'rrn', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${yy}${mm}${dd}${dice.between(1, 2, 1)}${dice.digits(5)}`
    return `${base.slice(0, 6)}-${base.slice(6)}${(11 - (sum(base, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10}`
  } },
  { name: 'Canada, SIN', label: 'SIN', key: 'sin', make(dice) {
    const base = `${dice.between(1, 7, 1)}${dice.digits(7)}`
    return parts(base + luhn(base), 3, 3, 3).join('-')
  } },
  { name: 'Australia, TFN', label: 'TFN', key: 'tfn', make: (dice) =>
    untilDefined(() => {
      const base = dice.digits(9)
      return sum(base, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 ? parts(base, 3, 3, 3).join(' ') : undefined
    }) },
  { name: 'South Africa, ID', label: 'SA ID number', key: 'sa_id', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${yy}${mm}${dd}${dice.between(0, 9_999, 4)}08`
    return base + luhn(base)
  } },
  { name: 'Chile, RUT', label: 'RUT', key: 'rut', make(dice) {
    const base = dice.between(5_000_000, 25_000_000, 8)
    const rest = 11 - (sum([...base].toReversed().join(''), [2, 3, 4, 5, 6, 7, 2, 3]) % 11)
    return `${Number(base).toLocaleString('de')}-${rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)}`
  } },
  { name: 'Czechia, rodné číslo', label: 'Rodné číslo', key: 'rodne_cislo', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const base = `${yy}${mm}${dd}${dice.between(0, 999, 3)}`
      const check = oneDigit(Number(base) % 11)
      return check && `${base.slice(0, 6)}/${base.slice(6)}${check}`
    }) },
  { name: 'Romania, CNP', label: 'CNP', key: 'cnp', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${dice.between(1, 2, 1)}${yy}${mm}${dd}${dice.between(1, 46, 2)}${dice.between(1, 999, 3)}`
    const rest = sum(base, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
    return `${base}${rest === 10 ? 1 : rest}`
  } },
  { name: 'Bulgaria, ЕГН', label: 'ЕГН', key: 'egn', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${yy}${mm}${dd}${dice.between(0, 999, 3)}`
    return `${base}${(sum(base, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10}`
  } },
  { name: 'Argentina, CUIT', label: 'CUIT', key: 'cuit', make: (dice) =>
    untilDefined(() => {
      const base = `20${dice.digits(8)}`
      const check = oneDigit((11 - (sum(base, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11)
      return check && `20-${base.slice(2)}-${check}`
    }) },
] // prettier-ignore
