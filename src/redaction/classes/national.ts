import { everywhere, isAlnum, matchAt, textOnly, type Span, type TextClass } from './class.ts'

const ssn = /(?!000|666)[0-8]\d\d([- ])(?!00)\d\d\1(?!0000)\d{4}(?![\d-])/y

/** United States social security number with its separators; area, group and serial that are never issued excluded. */
export const usSsn: TextClass = {
  name: 'us-ssn',
  profiles: textOnly,
  digits: [3],
  find(text, at): Span | undefined {
    const separator = text[at + 3]
    if ((separator !== '-' && separator !== ' ') || !startsFree(text, at)) return undefined
    return digitsSpan(matchAt(ssn, text, at), at)
  },
}

const cpf = /\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/y

/** Brazilian CPF in its printed form, with both check digits. */
export const brCpf: TextClass = {
  name: 'br-cpf',
  profiles: everywhere,
  digits: [3],
  find(text, at): Span | undefined {
    if (text[at + 3] !== '.' || text[at + 11] !== '-' || !startsFree(text, at)) return undefined
    const found = digitsSpan(matchAt(cpf, text, at), at)
    return found && checksCpf(found.value!) ? found : undefined
  },
}

function checksCpf(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false
  return [9, 10].every((length) => {
    let sum = 0
    for (let i = 0; i < length; i++) sum += Number(digits[i]) * (length + 1 - i)
    return ((sum * 10) % 11) % 10 === Number(digits[length])
  })
}

const controlLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'
const dniShape = /(\d{8})[- ]?([A-HJ-NP-TV-Z])(?![A-Za-z0-9])/y
const nieShape = /([XYZ])-?(\d{7})-?([A-HJ-NP-TV-Z])(?![A-Za-z0-9])/y

/** Spanish DNI: eight digits and their control letter; dates such as `20171223T` are none. */
export const esDni: TextClass = {
  name: 'es-dni',
  profiles: everywhere,
  digits: [8],
  find(text, at): Span | undefined {
    if (!startsFree(text, at)) return undefined
    const match = matchAt(dniShape, text, at)
    if (!match || /^(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d$/.test(match[1]!)) return undefined
    if (controlLetters[Number(match[1]) % 23] !== match[2]) return undefined
    return { start: at, end: at + match[0].length, value: `${match[1]}${match[2]}` }
  },
}

/** Spanish NIE: X, Y or Z, seven digits and the control letter. */
export const esNie: TextClass = {
  name: 'es-nie',
  profiles: everywhere,
  words: ['X', 'Y', 'Z'],
  find(text, at): Span | undefined {
    const match = matchAt(nieShape, text, at)
    if (!match) return undefined
    const number = Number(`${'XYZ'.indexOf(match[1]!)}${match[2]}`)
    if (controlLetters[number % 23] !== match[3]) return undefined
    return { start: at, end: at + match[0].length, value: match.slice(1).join('') }
  },
}

const nino =
  /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![A-Za-z0-9])/y

/** United Kingdom national insurance number by the prefixes that are issued. */
export const ukNino: TextClass = {
  name: 'uk-nino',
  profiles: textOnly,
  words: Array.from('ABCEGHJKLMNOPRSTWXYZ'),
  find(text, at): Span | undefined {
    const match = matchAt(nino, text, at)
    if (!match) return undefined
    return { start: at, end: at + match[0].length, value: match[0].replace(/ /g, '') }
  },
}

function startsFree(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return !(isAlnum(before) || before === 95 || before === 45 || before === 46)
}

function digitsSpan(match: RegExpExecArray | null, at: number): Span | undefined {
  if (!match) return undefined
  return { start: at, end: at + match[0].length, value: match[0].replace(/\D/g, '') }
}
