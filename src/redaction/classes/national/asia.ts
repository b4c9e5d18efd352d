import {
  all,
  type Check,
  checkDigit,
  dated,
  divisible,
  like,
  luhn,
  varied,
  verhoeff,
  weighted,
} from './checks.ts'
import type { IdKind } from './kind.ts'

const chinaWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

const china: Check = (text) => '10X98765432'[weighted(text, chinaWeights) % 11] === text[17]

const taiwanLetters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'

/** The letter counts as two digits; residents' numbers have a letter in the second place as well. */
const taiwan: Check = (text) => {
  const first = taiwanLetters.indexOf(text[0]!) + 10
  const second = /\d/.test(text[1]!) ? text[1]! : String(taiwanLetters.indexOf(text[1]!) % 10)
  const digits = `${first}${second}${text.slice(2)}`
  return divisible([1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1], 10)(digits)
}

const singaporeLetters: Readonly<Record<string, string>> = {
  S: 'JZIHGFEDCBA', T: 'GFEDCBAJZIH', F: 'XWUTRQPNMLK', G: 'RQPNMLKXWUT', M: 'KLJNPQRTUWX',
} // prettier-ignore

const singapore: Check = (text) => {
  const letters = singaporeLetters[text[0]!]
  if (letters === undefined) return false
  const sum = weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) + (text[0] === 'M' ? 3 : 0)
  const rest = sum % 11
  if (text[0] === 'T' || text[0] === 'G' || text[0] === 'S' || text[0] === 'F') {
    return letters[rest] === text[8]
  }
  return letters[10 - rest] === text[8]
}

/** One letter counts as if a space stood before it. */
const hongKong: Check = (text) => {
  const padded = text.length === 8 ? `~${text}` : text
  let sum = 0
  for (let i = 0; i < 8; i++) sum += hongKongValue(padded[i]!) * (9 - i)
  return '0123456789A'[(11 - (sum % 11)) % 11] === padded[8]
}

function hongKongValue(char: string): number {
  return char === '~' ? 36 : Number.parseInt(char, 36)
}

const korea = checkDigit([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5], 11, (rest) => (11 - rest) % 10)
/** Gender and century; the check digit is drawn at random since October 2020. */
const koreanShape = all(dated(2, 4), like(/^\d{6}[1-8]/))

const israel: Check = (text) => luhn(text.padStart(9, '0'))

const iran = checkDigit([10, 9, 8, 7, 6, 5, 4, 3, 2], 11, (rest) => (rest < 2 ? rest : 11 - rest))

const kazakhstan: Check = (text) => {
  const first = weighted(text, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11
  const rest = first === 10 ? weighted(text, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11 : first
  return rest === Number(text[11])
}

/** Numbers of Asia, Africa and Oceania. */
export const asian: readonly IdKind[] = [
  { name: 'in-aadhaar', labels: 'aadhaar,aadhar,uidai,आधार', text: '0000 0000 0000', labelled: '000000000000|0000-0000-0000', check: all(verhoeff, like(/^[2-9]/)) },
  { name: 'in-pan', labels: 'permanent account,pan card,pan number,?pan', text: 'AAAAA0000A', check: like(/^[A-Z]{3}[ABCFGHJLPT][A-Z]/) },
  { name: 'cn-id', labels: '身份证,身份证号,身份证号码,居民身份证,resident identity,chinese id', log: '00000000000000000*', labelled: '000000000000000', check: all(china, dated(10, 12), like(/^[1-8]\d{5}(?:19|20)/)) },
  { name: 'jp-my-number', labels: 'my number,mynumber,マイナンバー,個人番号,kojin bango', labelled: '000000000000|0000 0000 0000|0000-0000-0000', check: checkDigit([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, (rest) => (rest < 2 ? 0 : 11 - rest)) },
  { name: 'kr-rrn', labels: '주민등록번호,주민번호,외국인등록번호,resident registration,rrn,jumin', log: '000000-0000000', labelled: '0000000000000', check: all(koreanShape, korea) },
  { name: 'kr-rrn', labels: '주민등록번호,resident registration,rrn', text: '000000-0000000', check: koreanShape },
  { name: 'tw-id', labels: '身分證,身分證字號,身份證字號,統一編號,taiwan id,national id', text: 'A000000000', labelled: 'AA00000000', check: all(taiwan, like(/^[A-Z][1289A-D]/)) },
  { name: 'sg-nric', labels: 'nric,fin number,nric fin,?fin', log: 'A0000000A', check: singapore },
  { name: 'hk-id', labels: 'hkid,hong kong id,hong kong identity,香港身份證,身份證號碼', log: 'A000000(*)|AA000000(*)', labelled: 'A000000*|AA000000*', check: hongKong },
  { name: 'th-id', labels: 'เลขบัตรประชาชน,เลขประจำตัวประชาชน,thai id,citizen id', log: '0-0000-00000-00-0', text: '0 0000 00000 00 0', labelled: '0000000000000', check: checkDigit([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11, (rest) => (11 - rest) % 10) },
  { name: 'my-nric', labels: 'mykad,kad pengenalan,my ic,ic number,ic no,?ic,?nric', text: '000000-00-0000', labelled: '000000000000', check: dated(2, 4) },
  { name: 'id-nik', labels: 'nomor induk kependudukan,ktp,?nik', labelled: '0000000000000000', check: dated(8, 6, [0], [0, 40]) },
  { name: 'ph-id', labels: 'philsys,umid,philhealth', labelled: '0000-0000-0000|0000-0000-0000-0000|0000-0000000-0|00-000000000-0' },
  { name: 'vn-cccd', labels: 'cccd,cmnd,can cuoc,can cuoc cong dan,chung minh nhan dan', labelled: '000000000000|000000000' },
  { name: 'pk-cnic', labels: 'cnic,nadra', log: '00000-0000000-0', labelled: '0000000000000', check: like(/^[1-8]/) },
  { name: 'lk-nic', labels: '?nic', labelled: '000000000A|000000000000', check: like(/^\d{9}[VX]$|^(?:19|20)\d{10}$/) },
  { name: 'uz-pinfl', labels: 'pinfl,jshshir,пинфл,жшшир', labelled: '00000000000000', check: all(dated(3, 1), like(/^[1-6]/)) },
  { name: 'kz-iin', labels: 'иин,жсн,iin', labelled: '000000000000', check: kazakhstan },
  { name: 'il-id', labels: 'teudat zehut,מספר זהות,תעודת זהות,ת.ז,ת ז,israeli id,?tz', labelled: '000000000|00000000-0|00000000', check: all(israel, varied) },
  { name: 'kw-civil-id', labels: 'civil id,civil id number,الرقم المدني,البطاقة المدنية', labelled: '000000000000', check: all(checkDigit([2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], 11, (rest) => 11 - rest), dated(3, 5)) },
  { name: 'ae-emirates-id', labels: 'emirates id', log: '000-0000-0000000-0', labelled: '000000000000000', check: like(/^784/) },
  { name: 'sa-id', labels: 'iqama,saudi id,الهوية الوطنية,رقم الهوية', labelled: '0000000000', check: all(luhn, like(/^[12]/)) },
  { name: 'eg-id', labels: 'الرقم القومي,egyptian id', labelled: '00000000000000', check: all(dated(3, 5), like(/^[23]/)) },
  { name: 'ir-national-code', labels: 'کد ملی,کدملی,code melli,national code', labelled: '0000000000|000-000000-0', check: all(iran, varied) },
  { name: 'gh-card', labels: 'ghana card,ghanacard', log: 'AAA-000000000-0', check: like(/^GHA/) },
  { name: 'tz-nida', labels: 'nida,kitambulisho cha taifa', text: '00000000-00000-00000-00', labelled: '00000000000000000000', check: all(dated(4, 6), like(/^(?:19|20)/)) },
  { name: 'za-id', labels: 'south african id,rsa id,sa id,sa id number,id nommer,identiteitsnommer', text: '000000 0000 000', labelled: '0000000000000', check: all(luhn, dated(2, 4), like(/^.{10}[0-2]/)) },
  { name: 'ng-nin', labels: 'bvn,nin,national identification', labelled: '00000000000' },
  { name: 'au-tfn', labels: 'tfn,tax file,tax file number', labelled: '000 000 000|000-000-000|000000000', check: divisible([1, 4, 3, 7, 5, 8, 6, 9, 10], 11) },
  { name: 'au-medicare', labels: 'medicare,medicare card,medicare number', text: '0000 00000 0', labelled: '0000000000|0000-00000-0|00000000000', check: all(checkDigit([1, 3, 7, 9, 1, 3, 7, 9], 10), like(/^[2-6]/)) },
  { name: 'nz-ird', labels: 'inland revenue,ird,ird number', labelled: '000-000-000|00-000-000|000 000 000|00 000 000|000000000|00000000' },
] // prettier-ignore
