import {
  date,
  type Dice,
  down,
  type IdMaker,
  luhn,
  oneDigit,
  parts,
  sum,
  untilDefined,
} from './id-parts.ts'

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const letters = (dice: Dice, count: number, of = upper): string =>
  Array.from({ length: count }, () => of[Number(dice.between(0, of.length - 1, 2))]!).join('')
const curpValues = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'

/** Written from the published rules of each country, apart from those of the engine: America, Asia, Africa, Oceania. */
export const thirdMakers: readonly IdMaker[] = [
  { name: 'United States, SSN', label: 'SSN', key: 'ssn', make: (dice) =>
    `${dice.between(1, 665, 3)}-${dice.between(1, 99, 2)}-${dice.between(1, 9_999, 4)}` },
  { name: 'United States, ITIN', label: 'ITIN', key: 'itin', make: (dice) =>
    `9${dice.between(0, 99, 2)}-${dice.between(70, 88, 2)}-${dice.between(0, 9_999, 4)}` },
  { name: 'United States, MBI', label: 'Medicare number', key: 'mbi', make(dice) {
    const letter = (): string => letters(dice, 1, 'ACDEFGHJKMNPQRTUVWXY')
    return `${dice.between(1, 9, 1)}${letter()}${dice.between(0, 9, 1)}${dice.between(0, 9, 1)}-${letter()}${letter()}${dice.between(0, 9, 1)}-${letter()}${letter()}${dice.between(0, 99, 2)}`
  } },
  { name: 'Mexico, CURP', label: 'CURP', key: 'curp', make(dice) {
    const { yy, mm, dd } = date(dice)
    const base = `${letters(dice, 1)}${letters(dice, 1, 'AEIOU')}${letters(dice, 2)}${yy}${mm}${dd}H${letters(dice, 2, 'DFGM')}${letters(dice, 3, 'BCDFGHJKL')}0`
    const total = [...base].reduce((rest, char, i) => rest + curpValues.indexOf(char) * (18 - i), 0)
    return `${base}${(10 - (total % 10)) % 10}`
  } },
  { name: 'Dominican Republic, cédula', label: 'Cédula', key: 'cedula', make(dice) {
    const base = dice.between(1_000_000_000, 4_029_999_999, 11).slice(1)
    return parts(base + luhn(base), 3, 7, 1).join('-')
  } },
  { name: 'El Salvador, DUI', label: 'DUI', key: 'dui', make(dice) {
    const base = dice.digits(8)
    return `${base}-${(10 - (sum(base, down(9, 2)) % 10)) % 10}`
  } },
  { name: 'Guatemala, CUI', label: 'DPI', key: 'cui', make: (dice) =>
    untilDefined(() => {
      const base = dice.digits(8)
      const check = oneDigit(sum(base, [2, 3, 4, 5, 6, 7, 8, 9]) % 11)
      return check && `${base.slice(0, 4)} ${base.slice(4)}${check} ${dice.between(1, 22, 2)}01`
    }) },
  { name: 'Ecuador, cédula', label: 'Cédula', key: 'cedula', make(dice) {
    const base = `${dice.between(1, 24, 2)}${dice.between(0, 5, 1)}${dice.digits(6)}`
    return base + luhn(base)
  } },
  { name: 'Uruguay, CI', label: 'Cédula de identidad', key: 'cedula', make(dice) {
    const base = dice.digits(7)
    return `${base[0]!}.${base.slice(1, 4)}.${base.slice(4)}-${(10 - (sum(base, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10}`
  } },
  { name: 'Peru, RUC', label: 'RUC', key: 'ruc', make(dice) {
    const base = `10${dice.digits(8)}`
    return `${base}${(11 - (sum(base, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10}`
  } },
  { name: 'India, PAN', label: 'PAN', key: 'pan_number', make: (dice) => `${letters(dice, 3)}P${letters(dice, 1)}${dice.digits(4)}${letters(dice, 1)}` },
  { name: 'Japan, My Number', label: 'マイナンバー', key: 'my_number', make(dice) {
    const base = dice.digits(11)
    const rest = sum(base, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    return `${base}${rest < 2 ? 0 : 11 - rest}`
  } },
  { name: 'Taiwan, 身分證', label: '身分證字號', key: 'taiwan_id', make(dice) {
    const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'
    const place = Number(dice.between(0, 25, 2))
    const base = `${dice.between(1, 2, 1)}${dice.between(0, 9_999_999, 7)}`
    const code = place + 10
    const total = Math.floor(code / 10) + (code % 10) * 9 + sum(base, down(8, 1))
    return `${letter[place]!}${base}${(10 - (total % 10)) % 10}`
  } },
  { name: 'Singapore, NRIC', label: 'NRIC', key: 'nric', make(dice) {
    const base = dice.digits(7)
    return `S${base}${'JZIHGFEDCBA'[sum(base, [2, 7, 6, 5, 4, 3, 2]) % 11]!}`
  } },
  { name: 'Hong Kong, HKID', label: 'HKID', key: 'hkid', make(dice) {
    const letter = letters(dice, 1)
    const base = dice.digits(6)
    const total = 36 * 9 + (upper.indexOf(letter) + 10) * 8 + sum(base, down(7, 2))
    return `${letter}${base}(${'0123456789A'[(11 - (total % 11)) % 11]!})`
  } },
  { name: 'Thailand, เลขบัตรประชาชน', label: 'เลขประจำตัวประชาชน', key: 'thai_id', make(dice) {
    const base = dice.digits(12)
    return parts(`${base}${(11 - (sum(base, down(13, 2)) % 11)) % 10}`, 1, 4, 5, 2, 1).join('-')
  } },
  { name: 'Malaysia, MyKad', label: 'MyKad', key: 'mykad', make(dice) {
    const { yy, mm, dd } = date(dice)
    return `${yy}${mm}${dd}-${dice.between(1, 16, 2)}-${dice.between(0, 9_999, 4)}`
  } },
  { name: 'Indonesia, NIK', label: 'NIK KTP', key: 'nik', make(dice) {
    const { yy, mm, dd } = date(dice)
    return `${dice.between(11, 94, 2)}${dice.between(101, 999, 4)}${dd}${mm}${yy}${dice.between(1, 9_999, 4)}`
  } },
  { name: 'Pakistan, CNIC', label: 'CNIC', key: 'cnic', make: (dice) => `${dice.between(1, 7, 1)}${dice.digits(4)}-${dice.digits(7)}-${dice.digits(1)}` },
  { name: 'Israel, תעודת זהות', label: 'תעודת זהות', key: 'teudat_zehut', make(dice) {
    const base = dice.digits(8)
    return base + luhn(base)
  } },
  { name: 'Emirates ID', label: 'Emirates ID', key: 'emirates_id', make(dice) {
    const base = `784${dice.between(1950, 2005, 4)}${dice.digits(7)}`
    return parts(base + luhn(base), 3, 4, 7, 1).join('-')
  } },
  { name: 'Saudi Arabia, iqama', label: 'Iqama', key: 'iqama', make(dice) {
    const base = `2${dice.digits(8)}`
    return base + luhn(base)
  } },
  { name: 'Egypt, الرقم القومي', label: 'الرقم القومي', key: 'egyptian_id', make(dice) {
    const { yy, mm, dd } = date(dice)
    return `2${yy}${mm}${dd}${dice.between(1, 35, 2)}${dice.digits(5)}`
  } },
  { name: 'Kuwait, civil id', label: 'Civil ID', key: 'civil_id', make: (dice) =>
    untilDefined(() => {
      const { yy, mm, dd } = date(dice)
      const base = `2${yy}${mm}${dd}${dice.digits(4)}`
      const check = oneDigit(11 - (sum(base, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11))
      return check && base + check
    }) },
  { name: 'Iran, کد ملی', label: 'کد ملی', key: 'code_melli', make(dice) {
    const base = dice.digits(9)
    const rest = sum(base, down(10, 2)) % 11
    return `${base}${rest < 2 ? rest : 11 - rest}`
  } },
  { name: 'Ghana Card', label: 'Ghana Card', key: 'ghana_card', make: (dice) => `GHA-${dice.digits(9)}-${dice.digits(1)}` },
  { name: 'Tanzania, NIDA', label: 'NIDA', key: 'nida', make(dice) {
    const { yy, mm, dd } = date(dice)
    return `19${yy}${mm}${dd}-${dice.digits(5)}-${dice.digits(5)}-${dice.digits(2)}`
  } },
  { name: 'Uzbekistan, ПИНФЛ', label: 'ПИНФЛ', key: 'pinfl', make(dice) {
    const { yy, mm, dd } = date(dice)
    return `3${dd}${mm}${yy}${dice.digits(7)}`
  } },
  { name: 'Australia, Medicare', label: 'Medicare card', key: 'medicare_number', make(dice) {
    const base = `${dice.between(2, 6, 1)}${dice.digits(7)}`
    return `${base.slice(0, 4)} ${base.slice(4)}${sum(base, [1, 3, 7, 9, 1, 3, 7, 9]) % 10} 1`.replace(/(\d{4}) (\d{5}) /, '$1 $2 ')
  } },
] // prettier-ignore
