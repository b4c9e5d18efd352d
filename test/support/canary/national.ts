import { grouped, mod1110, until, weighted, withLuhn, withVerhoeff } from './checks.ts'
import { type Makers, labelled } from './kind.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** Numbers by which states know people, with right check digits; those of digits alone stand behind their name. */
export const national: Makers = {
  'id-ar': (r) =>
    until(() => {
      const body = `20${r.digits(8)}`
      const rest = (11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
      return rest > 9 ? undefined : labelled('CUIT ', `20-${body.slice(2)}-${rest}`)
    }),
  'id-br': (r) => {
    const body = r.digits(9)
    const check = (digits: string): number =>
      ((weighted(
        digits,
        [...digits].map((_, at) => digits.length + 1 - at),
      ) *
        10) %
        11) %
      10
    const first = `${body}${check(body)}`
    return `${grouped(first, [3, 3, 3], '.')}-${first[9]}${check(first)}`
  },
  'id-ca': (r) => labelled('SIN ', grouped(withLuhn(`5${r.digits(7)}`), [3, 3, 3], ' ')),
  'id-ch': (r) => {
    const body = `756${r.digits(9)}`
    const rest = weighted(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10
    return grouped(`${body}${(10 - rest) % 10}`, [3, 4, 4, 2], '.')
  },
  'id-cn': (r) => {
    const { year, month, day } = r.birth()
    const body = `${r.one(['110105', '310101', '440305', '510104'])}${year}${month}${day}${r.digits(3)}`
    return `${body}${'10X98765432'[weighted(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11]}`
  },
  'id-cz': (r) =>
    until(() => {
      const { year, month, day } = r.birth()
      const body = `${two(year % 100)}${month}${day}${r.digits(3)}`
      const rest = Number(body) % 11
      if (year < 1954 || rest > 9) return undefined
      return labelled('rodné číslo ', `${body.slice(0, 6)}/${body.slice(6)}${rest}`)
    }),
  'id-de': (r) =>
    until(() => {
      const body = `${r.between(1, 9)}${r.digits(9)}`
      const counts = Object.values(Object.groupBy([...body], (digit) => digit)).map(
        (same) => same?.length,
      )
      if (counts.length !== 9 || Math.max(...(counts as number[])) !== 2) return undefined
      return labelled('Steuer-ID ', `${body}${mod1110(body)}`)
    }),
  'id-es': (r) => {
    const number = r.digits(8)
    return `${number}${'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23]}`
  },
  'id-fi': (r) => {
    const { year, month, day } = r.birth()
    const digits = `${day}${month}${two(year % 100)}1${r.digits(2)}`
    const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31]
    const number = `${digits.slice(0, 6)}${year > 1999 ? 'A' : '-'}${digits.slice(6)}${check}`
    return labelled('hetu: ', number)
  },
  'id-fr': (r) => {
    const { year, month } = r.birth()
    const body = `${r.between(1, 2)}${two(year % 100)}${month}${r.between(10, 89)}${r.digits(6)}`
    const number = `${body}${two(97 - Number(BigInt(body) % 97n))}`
    return labelled('NIR ', r.one([number, grouped(number, [1, 2, 2, 2, 3, 3, 2], ' ')]))
  },
  'id-gb': (r) => {
    const prefix = `${r.of('ABCEHJKLMPRSTWXY', 1)}${r.of('ABCEHJKLMPRSTWXYZ', 1)}`
    return labelled('NI number ', `${prefix}${r.one(['', ' '])}${r.digits(6)}${r.of('ABCD', 1)}`)
  },
  'id-in': (r) => {
    const number = withVerhoeff(`${r.between(2, 9)}${r.digits(10)}`)
    return labelled('Aadhaar ', r.one([number, grouped(number, [4, 4, 4], ' ')]))
  },
  'id-it': (r) => {
    const consonants = 'BCDFGLMNPRSTV'
    const body = `${r.of(consonants, 6)}${r.digits(2)}${r.of('ABCDEHLMPRST', 1)}${two(r.between(1, 28))}H501`
    return `${body}${italianCheck(body)}`
  },
  'id-jp': (r) => {
    const body = r.digits(11)
    const sum = weighted(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    return labelled('マイナンバー: ', `${body}${sum < 2 ? 0 : 11 - sum}`)
  },
  'id-kr': (r) => {
    const { year, month, day } = r.birth()
    const body = `${two(year % 100)}${month}${day}${year > 1999 ? 3 : 1}${r.digits(5)}`
    const check = (11 - (weighted(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10
    return `${body.slice(0, 6)}-${body.slice(6)}${check}`
  },
  'id-nl': (r) =>
    until(() => {
      const body = `${r.between(1, 9)}${r.digits(7)}`
      const rest = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
      return rest > 9 ? undefined : labelled('BSN ', `${body}${rest}`)
    }),
  'id-no': (r) =>
    until(() => {
      const { year, month, day } = r.birth()
      const body = `${day}${month}${two(year % 100)}${r.between(100, 499)}`
      const first = (11 - (weighted(body, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11
      const second = (11 - (weighted(`${body}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
      if (year > 1999 || first > 9 || second > 9) return undefined
      return labelled('fodselsnummer: ', `${body}${first}${second}`)
    }),
  'id-pl': (r) => {
    const { year, month, day } = r.birth()
    const body = `${two(year % 100)}${two(Number(month) + (year > 1999 ? 20 : 0))}${day}${r.digits(4)}`
    const rest = weighted(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10
    return labelled('PESEL ', `${body}${(10 - rest) % 10}`)
  },
  'id-pt': (r) => {
    const body = `2${r.digits(7)}`
    const rest = 11 - (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)
    return labelled('NIF ', `${body}${rest > 9 ? 0 : rest}`)
  },
  'id-ru': (r) => {
    const body = r.digits(9)
    const rest = (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100
    return labelled('СНИЛС ', `${grouped(body, [3, 3, 3], '-')} ${two(rest)}`)
  },
  'id-se': (r) => {
    const { year, month, day } = r.birth()
    const number = withLuhn(`${two(year % 100)}${month}${day}${r.digits(3)}`)
    return labelled(
      'personnummer: ',
      `${Math.trunc(year / 100)}${number.slice(0, 6)}-${number.slice(6)}`,
    )
  },
  'id-tr': (r) => {
    const digits = `${r.between(1, 9)}${r.digits(8)}`
    const tenth = (weighted(digits, [7, -1, 7, -1, 7, -1, 7, -1, 7]) + 100) % 10
    const eleventh = (weighted(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1]) + tenth) % 10
    return labelled('T.C. Kimlik No: ', `${digits}${tenth}${eleventh}`)
  },
  'id-us': (r) =>
    labelled('SSN ', `${r.between(100, 665)}-${r.between(10, 99)}-${r.between(1000, 9999)}`),
  'id-be': (r) => {
    const { year, month, day } = r.birth()
    const body = `${two(year % 100)}${month}${day}${r.between(100, 997)}`
    const check = 97 - (Number(year > 1999 ? `2${body}` : body) % 97)
    const number = `${body}${two(check)}`
    return `${grouped(number, [2, 2, 2], '.')}-${number.slice(6, 9)}.${number.slice(9)}`
  },
  'id-ee': (r) => {
    const { year, month, day } = r.birth()
    const body = `${year > 1999 ? 5 : 3}${two(year % 100)}${month}${day}${r.digits(3)}`
    const first = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11
    const second = weighted(body, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11
    return labelled('isikukood ', `${body}${first < 10 ? first : second % 10}`)
  },
  'tax-pl': (r) =>
    until(() => {
      const body = `${r.between(1, 9)}${r.digits(8)}`
      const rest = weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11
      return rest > 9 ? undefined : labelled('NIP ', grouped(`${body}${rest}`, [3, 3, 2, 2], '-'))
    }),
}

function italianCheck(body: string): string {
  const odd = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]
  const place = (char: string): number => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65)
  const sum = [...body].reduce(
    (total, char, at) => total + (at % 2 ? place(char) : odd[place(char)]!),
    0,
  )
  return String.fromCharCode(65 + (sum % 26))
}
