import {
  all,
  type Check,
  checkDigit,
  complement97,
  completing,
  dated,
  luhn,
  mod1110,
  weighted,
} from './checks.ts'

const controlLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'
const isoDate = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d/

/** Spanish DNI; dates such as `20171223T` are none. */
export const spanishDni: Check = (text) =>
  !isoDate.test(text) && controlLetters[Number(text.slice(0, 8)) % 23] === text[8]

/** Spanish NIE: X, Y and Z count as 0, 1 and 2. */
export const spanishNie: Check = (text) => {
  const first = 'XYZ'.indexOf(text[0]!)
  return first >= 0 && controlLetters[Number(`${first}${text.slice(1, 8)}`) % 23] === text[8]
}

/** Spanish CIF: every second digit counts as in Luhn; the control is that digit or the letter in its place. */
export const spanishCif: Check = (text) => {
  if (!/^[A-HJ-NP-SUVW]/.test(text)) return false
  const digit = [...Array(10).keys()].find((last) => luhn(`${text.slice(1, 8)}${last}`))!
  return text[8] === String(digit) || text[8] === 'JABCDEFGHI'[digit]
}

/** German tax id: no leading 0, and just one digit stands two or three times among the first ten. */
export const germanTax: Check = (text) => {
  const counts = new Map<string, number>()
  for (const char of text.slice(0, 10)) counts.set(char, (counts.get(char) ?? 0) + 1)
  const most = Math.max(...counts.values())
  const repeated = [...counts.values()].filter((count) => count > 1).length
  return text[0] !== '0' && repeated === 1 && most <= 3 && mod1110(text)
}

/** German pension number: the letter counts as two digits, and the digits of each product are added. */
export const germanPension: Check = (text) => {
  const letter = String(text.charCodeAt(8) - 64).padStart(2, '0')
  const digits = `${text.slice(0, 8)}${letter}${text.slice(9)}`
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
  const sum = weights.reduce((total, weight, i) => {
    const product = weight * Number(digits[i])
    return total + Math.floor(product / 10) + (product % 10)
  }, 0)
  return sum % 10 === Number(digits[12]) && dated(4, 2)(text)
}

/** French NIR with its key; Corsica is 2A and 2B. */
export const frenchNir: Check = (text) => {
  if (!/^[123478]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)\d[\dAB]\d{8}$/.test(text)) return false
  return complement97(text.replace('2A', '19').replace('2B', '18'), 13)
}

/** Belgian national number; since 2000 a 2 is put before it. */
export const belgian: Check = (text) =>
  dated(2, 4, [0, 20, 40])(text) && (complement97(text, 9) || complement97(`2${text}`, 10))

const italianOdd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23] // prettier-ignore

/** Italian codice fiscale, its digits perhaps written as letters. */
export const codiceFiscale: Check = (text) => {
  if (!/^[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]$/.test(text)) {
    return false
  }
  let sum = 0
  for (let i = 0; i < 15; i++) {
    const code = text.charCodeAt(i)
    const place = code < 58 ? code - 48 : code - 65
    sum += i % 2 === 0 ? italianOdd[place]! : place
  }
  return sum % 26 === text.charCodeAt(15) - 65
}

/** British taxpayer reference: the check digit stands first. */
export const britishTax: Check = (text) =>
  '21987654321'[weighted(text.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === text[0]

/** Irish PPS: the second letter, where there is one, counts nine times. */
export const irishPps: Check = (text) => {
  if (text.length === 9 && !/[ABHPTW]$/.test(text)) return false
  const second = text.length === 9 ? (text.charCodeAt(8) - 64) % 23 : 0
  const rest = (weighted(text, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23
  return 'WABCDEFGHIJKLMNOPQRSTUV'[rest] === text[7]
}

/** Czech and Slovak birth number; women have 50 added to the month. */
export const birthNumber: Check = (text) => {
  const rest = Number(text.slice(0, 9)) % 11
  return dated(2, 4, [0, 20, 50, 70])(text) && rest % 10 === Number(text[9])
}

/** Swedish personal number, with or without its century; coordination numbers have 60 added to the day. */
export const swedish: Check = (text) => {
  const short = text.slice(-10)
  return dated(2, 4, [0], [0, 60])(short) && luhn(short)
}

/** A recent date and a time of day, as in `20261123-0700`. */
export const notMoment: Check = (text) =>
  !/^20(?:1[3-9]|[2-9]\d)/.test(text) || !/(?:[01]\d|2[0-3])[0-5]\d$/.test(text)

/** Norwegian number with both check digits. */
export const norwegian: Check = all(
  dated(2, 0, [0, 40, 65, 80], [0, 40]),
  completing([3, 7, 6, 1, 8, 9, 4, 5, 2], 11, -1),
  completing([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, -1),
)

/** Finnish personal identity code. */
export const finnish: Check = (text) => {
  const digits = `${text.slice(0, 6)}${text.slice(7, 10)}`
  return (
    /^\d{6}[-+A-FU-Y]\d{3}.$/.test(text) &&
    dated(2, 0)(text) &&
    '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] === text[10]
  )
}

/** Estonia and Lithuania: a second row of weights where the first gives ten. */
export const baltic: Check = (text) => {
  if (!/^[1-8]/.test(text) || !dated(3, 5)(text)) return false
  const first = weighted(text, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11
  const rest = first < 10 ? first : weighted(text, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11
  return rest % 10 === Number(text[10])
}

/** Turkish number with both check digits. */
export const turkish: Check = (text) => {
  const odd = weighted(text, [1, 0, 1, 0, 1, 0, 1, 0, 1])
  const even = weighted(text, [0, 1, 0, 1, 0, 1, 0, 1])
  const sum = weighted(text, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
  return (
    text[0] !== '0' &&
    (((odd * 7 - even) % 10) + 10) % 10 === Number(text[9]) &&
    sum % 10 === Number(text[10])
  )
}

/** Number of the former Yugoslavia: day, month, three digits of the year. */
export const jmbg: Check = all(
  dated(2, 0),
  completing([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, -1),
)

/** Romania: ten counts as one. */
export const romanian: Check = all(
  dated(3, 5),
  checkDigit([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11, (rest) => (rest === 10 ? 1 : rest)),
)

/** Russian taxpayer number of a person, with both check digits. */
export const russianTax: Check = all(
  checkDigit([7, 2, 4, 10, 3, 5, 9, 4, 6, 8], 11, (rest) => rest % 10),
  checkDigit([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8], 11, (rest) => rest % 10),
)

/** Russian insurance number. */
export const snils: Check = (text) =>
  (weighted(text, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(text.slice(9))
