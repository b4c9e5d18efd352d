import {
  all,
  type Check,
  completing,
  checkDigit,
  dated,
  like,
  luhn,
  varied,
  weighted,
} from './checks.ts'
import type { IdKind } from './kind.ts'

/** The character's place in ASCII counts since letters are allowed. */
function cnpjWeighted(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * (text.charCodeAt(i) - 48), 0)
}

const cnpjWeights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]

const cnpj: Check = (text) =>
  [1, 0].every((skip) => {
    const weights = cnpjWeights.slice(skip)
    const rest = cnpjWeighted(text, weights) % 11
    return (rest < 2 ? 0 : 11 - rest) === Number(text[weights.length])
  })

const cpf: Check = (text) =>
  [10, 11].every((from) => {
    const weights = Array.from({ length: from - 1 }, (_, i) => from - i)
    return ((weighted(text, weights) * 10) % 11) % 10 === Number(text[from - 1])
  })

const curpLetters = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'

const curp: Check = (text) => {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += curpLetters.indexOf(text[i]!) * (18 - i)
  return (10 - (sum % 10)) % 10 === Number(text[17])
}

const rfcLetters = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'

const rfc: Check = (text) => {
  const padded = text.padStart(13, ' ')
  let sum = 0
  for (let i = 0; i < 12; i++) sum += rfcLetters.indexOf(padded[i]!) * (13 - i)
  return '0123456789A'[(11 - (sum % 11)) % 11] === padded[12]
}

/** Chile: the weights run 2 to 7 from the right, 11 is 0 and 10 is K. */
const rut: Check = (text) => {
  let sum = 0
  for (let i = text.length - 2, weight = 2; i >= 0; i--, weight = weight === 7 ? 2 : weight + 1) {
    sum += Number(text[i]) * weight
  }
  return '0123456789K0'[11 - (sum % 11)] === text.at(-1)
}

const ecuador: Check = all(luhn, like(/^(?:[01]\d|2[0-4]|30)[0-6]/))

/** Numbers of North and South America. */
export const american: readonly IdKind[] = [
  { name: 'us-ssn', labels: 'ssn,social security,social security number,last four of social', log: '000-00-0000', text: '000 00 0000', labelled: '000000000|000.00.0000', check: like(/^(?!000|666)[0-8]\d\d(?!00)\d\d(?!0000)\d{4}$/) },
  { name: 'us-itin', labels: 'itin,individual taxpayer', log: '000-00-0000', text: '000 00 0000', labelled: '000000000', check: like(/^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/) },
  { name: 'us-ein', labels: 'fein,employer identification,?ein', labelled: '00-0000000|000000000', check: like(/^(?!00|07|[1278]9|[19]7)\d/) },
  { name: 'us-mbi', labels: 'mbi,medicare,medicare number,medicare beneficiary', text: '0A*0-A*0-AA00', labelled: '0A*0A*0AA00', check: like(/^[1-9](?![SLOIBZ])[A-Z](?![SLOIBZ])[A-Z\d]\d(?![SLOIBZ])[A-Z](?![SLOIBZ])[A-Z\d]\d(?:(?![SLOIBZ])[A-Z]){2}\d\d$/) },
  { name: 'ca-sin', labels: 'social insurance,numero d assurance sociale,?sin,?nas', text: '000-000-000|000 000 000', labelled: '000000000', check: all(luhn, varied) },
  { name: 'br-cpf', labels: 'cpf,cadastro de pessoas fisicas', log: '000.000.000-00', labelled: '00000000000|000000000-00', check: all(cpf, varied) },
  { name: 'br-cnpj', labels: 'cnpj', log: '00.***.***/****-00', labelled: '00000000000000', check: all(cnpj, varied) },
  { name: 'br-rg', labels: 'registro geral', labelled: '00.000.000-*|000000000' },
  { name: 'mx-curp', labels: 'curp', log: 'AAAA000000AAAAAA*0', check: all(curp, dated(6, 8), like(/^.{10}[HMX]/)) },
  { name: 'mx-rfc', labels: 'rfc,registro federal', text: 'AAAA000000***', labelled: 'AAA000000***', check: all(rfc, like(/\d{2}(?:0[1-9]|1[0-2])[0-3]\d...$/)) },
  { name: 'ar-cuit', labels: 'cuit,cuil', log: '00-00000000-0', labelled: '00000000000', check: all(completing([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, 9), like(/^(?:2[03-7]|3[034]|5[015])/)) },
  { name: 'dni', labels: 'dni,documento nacional de identidad', labelled: '00.000.000|0.000.000|00000000|0000000|00000000-0' },
  { name: 'cl-rut', labels: 'rol unico,?rut,?run', log: '00.000.000-*|0.000.000-*', labelled: '00000000-*|0000000-*|00000000*|0000000*', check: all(rut, like(/^\d+[\dK]$/)) },
  { name: 'co-cedula', labels: 'cedula de ciudadania,cedula', labelled: '0.000.000.000|00.000.000|0000000000|00000000|000000000|000.000.000-0' },
  { name: 'do-cedula', labels: 'cedula,cedula de identidad y electoral', text: '000-0000000-0', labelled: '00000000000', check: luhn },
  { name: 'sv-dui', labels: 'documento unico de identidad,?dui', labelled: '00000000-0|000000000', check: all(completing([9, 8, 7, 6, 5, 4, 3, 2], 10), varied) },
  { name: 'gt-cui', labels: 'codigo unico de identificacion,dpi,?cui', labelled: '0000 00000 0000|0000000000000', check: all(checkDigit([2, 3, 4, 5, 6, 7, 8, 9], 11), like(/^.{9}(?:0[1-9]|1\d|2[0-2])/)) },
  { name: 'uy-ci', labels: 'cedula,cedula de identidad,?ci', text: '0.000.000-0', labelled: '00000000', check: completing([2, 9, 8, 7, 6, 3, 4], 10) },
  { name: 'ec-cedula', labels: 'cedula,?ci', labelled: '0000000000|000000000-0', check: ecuador },
  { name: 've-cedula', labels: 'cedula', labelled: '00000000|00.000.000|0000000' },
  { name: 'pe-ruc', labels: 'ruc', labelled: '00000000000', check: checkDigit([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, (rest) => (11 - rest) % 10) },
] // prettier-ignore
