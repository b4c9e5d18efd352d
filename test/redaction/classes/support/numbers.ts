import type { Random } from './random.ts'

/** How a country makes a number, from the published rule and apart from the code under test. */
export interface Maker {
  readonly name: string
  /** What people call it; in a key with `_`. */
  readonly label: string
  /** A valid number in the form that is printed. */
  readonly make: (random: Random) => string
  /** True when the printed form alone gives it away in a log. */
  readonly plain?: true
}

type Weights = readonly number[]

function sum(digits: string, weights: Weights): number {
  return weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
}

/** Tries digits until the last one fits, so that a rule can be written as a test of the whole. */
function ending(fits: (whole: string) => boolean, start: () => string, of = '0123456789'): string {
  for (;;) {
    const front = start()
    for (const last of of) if (fits(front + last)) return front + last
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

function birth(random: Random): {
  readonly ymd: string
  readonly dmy: string
  readonly full: string
} {
  const [y, m, d] = [1940 + random.below(65), 1 + random.below(12), 1 + random.below(28)]
  return {
    ymd: two(y % 100) + two(m) + two(d),
    dmy: two(d) + two(m) + two(y % 100),
    full: `${y}${two(m)}${two(d)}`,
  }
}

export function luhn(digits: string): boolean {
  const total = [...digits].toReversed().reduce((all, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1)
    return all + (value > 9 ? value - 9 : value)
  }, 0)
  return total % 10 === 0
}

/** Puts separators into digits: `0` takes the next character, anything else stands. */
function printed(shape: string, compact: string): string {
  let at = 0
  return [...shape].map((char) => (char === '0' ? compact[at++]! : char)).join('')
}

function iso11(digits: string): boolean {
  let product = 10
  for (const digit of digits.slice(0, -1)) {
    const step = (Number(digit) + product) % 10 === 0 ? 10 : (Number(digit) + product) % 10
    product = (step * 2) % 11
  }
  return (product + Number(digits.at(-1))) % 10 === 1
}

const multiplication =
  '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210'
const permutation =
  '01234567891576283094580379614289160435279453126870428657390127938064157046913258'

function verhoeff(digits: string): boolean {
  let check = 0
  for (const [i, digit] of [...digits].toReversed().entries()) {
    const moved = Number(permutation[(i % 8) * 10 + Number(digit)])
    check = Number(multiplication[check * 10 + moved])
  }
  return check === 0
}

const remainder97 = (digits: string): string => two(97 - Number(BigInt(digits) % 97n))

/** Numbers of people in more than thirty countries. */
export const makers: readonly Maker[] = [
  { name: 'us-ssn', label: 'ssn', plain: true, make: (r) => `${100 + r.below(500)}-${two(1 + r.below(99))}-${1000 + r.below(9000)}` },
  { name: 'ca-sin', label: 'social insurance number', make: (r) => printed('000-000-000', ending(luhn, () => `${1 + r.below(7)}${r.digits(7)}`)) },
  { name: 'uk-nino', label: 'national insurance number', make: (r) => `${r.letter('ABCEGHJK')}${r.letter('ABCEGHJ')} ${two(r.below(100))} ${two(r.below(100))} ${two(r.below(100))} ${r.letter('ABCD')}`.replace(/^(?:BG|GB|NK|KN|TN|NT|ZZ)/, 'AB') },
  { name: 'uk-nhs', label: 'nhs number', make: (r) => printed('000 000 0000', ending((n) => sum(n, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, () => r.digits(9))) },
  { name: 'ie-pps', label: 'pps number', make: (r) => { const n = r.digits(7); return n + 'WABCDEFGHIJKLMNOPQRSTUV'[sum(n, [8, 7, 6, 5, 4, 3, 2]) % 23]! } },
  { name: 'de-tax-id', label: 'steuer id', make: (r) => ending(iso11, () => { const all = [...'123456789'].toSorted(() => r.below(3) - 1); return `${all.join('')}${all[r.below(8)]!}` }) },
  { name: 'fr-nir', label: 'numero de securite sociale', plain: true, make: (r) => { const n = `${1 + r.below(2)}${two(r.below(100))}${two(1 + r.below(12))}${two(1 + r.below(95))}${r.digits(6)}`; return printed('0 00 00 00 000 000 00', n + remainder97(n)) } },
  { name: 'es-dni', label: 'dni', plain: true, make: (r) => { const n = `${3 + r.below(6)}${r.digits(7)}`; return n + 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(n) % 23]! } },
  { name: 'es-nie', label: 'nie', plain: true, make: (r) => { const first = r.below(3); const n = r.digits(7); return 'XYZ'[first]! + n + 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(`${first}${n}`) % 23]! } },
  { name: 'pt-nif', label: 'contribuinte', make: (r) => ending((n) => { const rest = sum(n, [9, 8, 7, 6, 5, 4, 3, 2]) % 11; return Number(n[8]) === (rest < 2 ? 0 : 11 - rest) }, () => `2${r.digits(7)}`) },
  { name: 'nl-bsn', label: 'bsn', make: (r) => ending((n) => sum(n, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0, () => `1${r.digits(7)}`) },
  { name: 'be-national-number', label: 'rijksregisternummer', plain: true, make: (r) => { const n = birth(r).ymd + String(1 + r.below(997)).padStart(3, '0'); return printed('00.00.00-000.00', n + remainder97(n)) } },
  { name: 'ch-ahv', label: 'ahv nummer', plain: true, make: (r) => printed('000.0000.0000.00', ending((n) => sum(n, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0, () => `756${r.digits(9)}`)) },
  { name: 'at-svnr', label: 'svnr', make: (r) => { for (;;) { const [a, b] = [r.digits(3), birth(r).dmy]; const check = sum(a + b, [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11; if (check < 10) return `${a}${check} ${b}` } } },
  { name: 'pl-pesel', label: 'pesel', make: (r) => ending((n) => sum(n, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0, () => birth(r).ymd + r.digits(4)) },
  { name: 'pl-nip', label: 'numer nip', plain: true, make: (r) => printed('000-000-00-00', ending((n) => sum(n, [6, 5, 7, 2, 3, 4, 5, 6, 7, -1]) % 11 === 0, () => `${1 + r.below(9)}${r.digits(8)}`)) },
  { name: 'cz-birth-number', label: 'rodne cislo', plain: true, make: (r) => printed('000000/0000', ending((n) => Number(n) % 11 === 0, () => birth(r).ymd + r.digits(3))) },
  { name: 'se-personal-number', label: 'personnummer', make: (r) => printed('000000-0000', ending(luhn, () => birth(r).ymd + r.digits(3))) },
  { name: 'no-birth-number', label: 'fodselsnummer', make: (r) => ending((n) => sum(n, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, () => ending((n) => sum(n, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0, () => birth(r).dmy + r.digits(3))) },
  { name: 'dk-cpr', label: 'cpr', make: (r) => `${birth(r).dmy}-${r.digits(4)}` },
  { name: 'fi-hetu', label: 'hetu', plain: true, make: (r) => { for (;;) { const [d, n] = [birth(r).dmy, String(2 + r.below(897)).padStart(3, '0')]; const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(d + n) % 31]!; if (/[A-Z]/.test(check)) return `${d}-${n}${check}` } } },
  { name: 'is-kennitala', label: 'kennitala', make: (r) => printed('000000-0000', `${ending((n) => sum(n, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, () => birth(r).dmy + r.digits(2))}9`) },
  { name: 'ee-isikukood', label: 'isikukood', make: (r) => ending((n) => sum(n, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, -1]) % 11 === 0, () => `${3 + r.below(2)}${birth(r).ymd}${r.digits(3)}`) },
  { name: 'ro-cnp', label: 'cnp', make: (r) => ending((n) => { const rest = sum(n, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11; return Number(n[12]) === (rest === 10 ? 1 : rest) }, () => `${1 + r.below(2)}${birth(r).ymd}${r.digits(5)}`) },
  { name: 'bg-egn', label: 'egn', make: (r) => ending((n) => (sum(n, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === Number(n[9]), () => birth(r).ymd + r.digits(3)) },
  { name: 'hr-oib', label: 'oib', make: (r) => ending(iso11, () => r.digits(10)) },
  { name: 'gr-amka', label: 'amka', make: (r) => ending(luhn, () => birth(r).dmy + r.digits(4)) },
  { name: 'jmbg', label: 'jmbg', make: (r) => ending((n) => sum(n, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, () => `${birth(r).dmy.slice(0, 4)}9${r.digits(7)}`) },
  { name: 'tr-kimlik', label: 'kimlik no', make: (r) => { const n = `${1 + r.below(9)}${r.digits(8)}`; const tenth = (((sum(n, [7, 0, 7, 0, 7, 0, 7, 0, 7]) - sum(n, [0, 1, 0, 1, 0, 1, 0, 1, 0])) % 10) + 10) % 10; return `${n}${tenth}${(sum(n, [1, 1, 1, 1, 1, 1, 1, 1, 1]) + tenth) % 10}` } },
  { name: 'ru-snils', label: 'snils', plain: true, make: (r) => { const n = `1${r.digits(8)}`; return printed('000-000-000 00', n + two((sum(n, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100)) } },
  { name: 'br-cpf', label: 'cpf', plain: true, make: (r) => { const digit = (n: string): number => { const total = [...n].reduce((all, d, i) => all + Number(d) * (n.length + 1 - i), 0); return ((total * 10) % 11) % 10 }; const n = `1${r.digits(8)}`; const one = n + digit(n); return printed('000.000.000-00', one + digit(one)) } },
  { name: 'br-cnpj', label: 'cnpj', plain: true, make: (r) => { const digit = (n: string): number => { const rest = [...n].toReversed().reduce((all, d, i) => all + Number(d) * ((i % 8) + 2), 0) % 11; return rest < 2 ? 0 : 11 - rest }; const n = `${r.digits(8)}0001`; const one = n + digit(n); return printed('00.000.000/0000-00', one + digit(one)) } },
  { name: 'ar-cuit', label: 'cuit', plain: true, make: (r) => printed('00-00000000-0', ending((n) => sum(n, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, () => `20${r.digits(8)}`)) },
  { name: 'cl-rut', label: 'rol unico', plain: true, make: (r) => { const n = `${1 + r.below(2)}${r.digits(7)}`; const rest = 11 - ([...n].toReversed().reduce((all, d, i) => all + Number(d) * ((i % 6) + 2), 0) % 11); return `${printed('00.000.000', n)}-${rest === 11 ? '0' : rest === 10 ? 'K' : rest}` } },
  { name: 'in-aadhaar', label: 'aadhaar', make: (r) => printed('0000 0000 0000', ending(verhoeff, () => `${2 + r.below(8)}${r.digits(10)}`)) },
  { name: 'cn-id', label: 'chinese id', plain: true, make: (r) => { const n = `110101${birth(r).full}${r.digits(3)}`; return n + '10X98765432'[sum(n, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11]! } },
  { name: 'jp-my-number', label: 'my number', make: (r) => ending((n) => { const rest = sum(n, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11; return Number(n[11]) === (rest < 2 ? 0 : 11 - rest) }, () => r.digits(11)) },
  { name: 'kr-rrn', label: 'rrn', plain: true, make: (r) => printed('000000-0000000', ending((n) => (11 - (sum(n, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(n[12]), () => `${birth(r).ymd}${1 + r.below(2)}${r.digits(5)}`)) },
  { name: 'tw-id', label: 'taiwan id', make: (r) => { const first = r.below(26); const code = String(10 + first); return 'ABCDEFGHJKLMNPQRSTUVXYWZIO'[first]! + ending((n) => (Number(code[0]) + 9 * Number(code[1]) + sum(n, [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0, () => `${1 + r.below(2)}${r.digits(7)}`) } },
  { name: 'sg-nric', label: 'nric', plain: true, make: (r) => { const n = r.digits(7); return `S${n}${'JZIHGFEDCBA'[sum(n, [2, 7, 6, 5, 4, 3, 2]) % 11]!}` } },
  { name: 'th-id', label: 'thai id', plain: true, make: (r) => printed('0-0000-00000-00-0', ending((n) => (11 - (sum(n, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(n[12]), () => `${1 + r.below(8)}${r.digits(11)}`)) },
  { name: 'za-id', label: 'sa id number', make: (r) => ending(luhn, () => `${birth(r).ymd}${r.digits(4)}08`) },
  { name: 'il-id', label: 'teudat zehut', make: (r) => ending(luhn, () => `3${r.digits(7)}`) },
  { name: 'au-tfn', label: 'tfn', make: (r) => ending((n) => sum(n, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0, () => `1${r.digits(7)}`) },
  { name: 'ir-national-code', label: 'code melli', make: (r) => ending((n) => { const rest = sum(n, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11; return Number(n[9]) === (rest < 2 ? rest : 11 - rest) }, () => r.digits(9)) },
] // prettier-ignore
