import {
  everywhere,
  groupSpan,
  isAlnum,
  isDigit,
  keyBefore,
  matchAt,
  matchEnd,
  type Span,
  type TextClass,
} from './class.ts'
import { phoneExtension, phoneSpan } from './phone-shape.ts'

const long = new RegExp(
  String.raw`\+[ (]{0,2}[1-9](?:[ .()/-]{0,2}\d){7,14}(?!\d)${phoneExtension}`,
  'iy',
)
const short = new RegExp(
  String.raw`\+[ (]{0,2}[1-9](?:[ .()/-]{0,2}\d){6,14}(?!\d)${phoneExtension}`,
  'iy',
)
const doubleZero =
  /00[1-9]\d{8,12}(?![\d.:])|00[1-9]\d{0,2}([ .-])(?:\(0\))?\(?\d{1,5}\)?(?:\1\d{1,5}){1,4}(?![\d:])/y
/** A country's code (ITU E.164) and as many digits as its numbers may have. */
const dialled =
  /^(?:1[2-9]\d{9}|7[3-9]\d{9}|(?:20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])\d{8,11}|(?:21[1-368]|2[2-6]\d|29[0179]|35\d|37[0-8]|38[0-35-79]|42[013]|50\d|59\d|67\d|68\d|69[0-2]|85[02356]|880|886|96[0-8]|97[0-7]|99[2-68])\d{6,10})$/
const number = String.raw`(?:\+?\(?\+?\d{7,15}(?![\d./()-])|\+?\(?\+?\d[\d ()./-]{3,22}\d)(?!\d)${phoneExtension}`
const keyedValue = new RegExp(String.raw`(?:=|:)["'\\ ]{0,4}(?:tel:)?(${number})`, 'iy')
const afterWord = new RegExp(
  String.raw`(?:(?:tele)?phone|msisdn|mobile|cellphone|tel|fax|whatsapp|sms(?: to)?)(?: (?:number|num|no|nr))?[.:#]? (${number})`,
  'iy',
)
const words =
  'phone|telephone|mobile|msisdn|cellphone|cell|whatsapp|telefon|telefono|telefone|telefonnummer|handy|handynummer|mobil|mobilnummer|mobiltelefon|rufnummer|celular|movil|telemovel|portable|cellulare|telefoon|telefoonnummer|puhelin|telefonnr|tlf|tel|fax|callerid|smsto|calledparty|callingparty'
const phoneKey = new RegExp(
  `(?:^|[^a-z])(?:${words})[_.-]?(?:number|num|no|nr|home|work|office|to|from|e164|[12])?$`,
)
/** Words for other things as well. */
const ambiguousKey = /(?:cell|portable|mobile?|handy|movil)$/
const phoneEnd = /(?:phone|mobile|telephone|msisdn)(?:number|num|no|nr)?$/
const otherPhone = /(?:micro|head|ear|mega|smart|i)phone$/

/** A number in international form. */
export const phone: TextClass = {
  name: 'phone',
  profiles: everywhere,
  chars: '+',
  next: '0123456789( ',
  find(text, at, profile): Span | undefined {
    if (isAlnum(text.charCodeAt(at - 1))) return undefined
    const match = matchAt(profile === 'log' ? long : short, text, at)
    if (!match) return undefined
    const isOpen = text[at - 1] === '(' && match[0].includes(')') && !match[0].includes('(')
    return phoneSpan(match[0], at, isOpen ? at - 1 : at)
  },
}

/** The same with `00` in front, in groups. */
export const doubleZeroPhone: TextClass = {
  name: 'phone',
  profiles: everywhere,
  digits: [4, 5],
  next: ' ',
  find: findDoubleZero,
}

/** The same in one piece. */
export const plainDoubleZeroPhone: TextClass = {
  name: 'phone',
  profiles: everywhere,
  digits: [11, 12, 13, 14, 15],
  find: findDoubleZero,
}

function findDoubleZero(text: string, at: number): Span | undefined {
  if (text.charCodeAt(at) !== 48 || text.charCodeAt(at + 1) !== 48) return undefined
  const before = text.charCodeAt(at - 1)
  if (isAlnum(before) || before === 95 || before === 45 || before === 46) return undefined
  const end = matchEnd(doubleZero, text, at)
  if (end === -1 || isAlnum(text.charCodeAt(end)) || text[end] === '_') return undefined
  const found = text.slice(at, end)
  if (/\D00/.test(found)) return undefined
  return dialled.test(found.replace(/\D/g, '').slice(2)) ? phoneSpan(found, at) : undefined
}

/** Whatever a `phone=` style key names. */
export const keyedPhone: TextClass = {
  name: 'phone',
  profiles: everywhere,
  ownsKey: (key) => phoneKey.test(key) || (phoneEnd.test(key) && !otherPhone.test(key)),
  find(text, at): Span | undefined {
    const match = matchAt(keyedValue, text, at)
    if (!match) return undefined
    const digits = match[1]!.replace(/\D/g, '').length
    if (digits < (ambiguousKey.test(keyBefore(text, at)) ? 7 : 5) || digits > 21) return undefined
    return phoneSpan(match[1]!, at + match[0].length - match[1]!.length)
  },
}

/** A number right behind the word. */
export const phoneAfterWord: TextClass = {
  name: 'phone',
  profiles: ['log'],
  words: ['phone', 'telephone', 'msisdn', 'mobile', 'cellphone', 'tel', 'fax', 'whatsapp', 'sms'],
  find(text, at): Span | undefined {
    const match = matchAt(afterWord, text, at)
    if (!match || match[1]!.replace(/\D/g, '').length < 7) return undefined
    const end = at + match[0].length
    if (isAlnum(text.charCodeAt(end)) || (text[end] === ':' && isDigit(text.charCodeAt(end + 1)))) {
      return undefined
    }
    return phoneSpan(match[1]!, end - match[1]!.length)
  },
}

/** Words between spaces, then words that a longer one may end with. */
const elsewhere = [
  '(?<!\\p{L})(?:(?:телефон|моб|номер телефон)\\p{L}{0,8}|тел|τηλ\\p{L}{0,6}|κινητό|טלפון|נייד|هاتف|جوال|موبايل|تلفن|फ़ोन|मोबाइल)(?: \\p{L}{2,12})?',
  '電話(?:番号)?|携帯(?:電話)?(?:番号)?|电话(?:号码)?|手机(?:号码?)?|手機(?:號碼?)?|전화(?:번호)?|휴대폰(?:번호)?|연락처|โทรศัพท์|โทร',
].join('|')
const otherWord = new RegExp(
  `(?:${elsewhere.normalize('NFKC').replace(/\p{M}/gu, '')})[ ."':=#(-]{0,6}(${number})(?![\\w:]*\\d)`,
  'giu',
)

/** The same for words in other letters; texts come without combining marks. */
export const phoneAfterOtherWord: TextClass = {
  name: 'phone',
  profiles: ['log'],
  *scan(text): Iterable<Span> {
    if (!/[\u0370-\uffff]/.test(text)) return
    for (const match of text.matchAll(otherWord)) {
      const found = match[1]!
      if (found.replace(/\D/g, '').length >= 7)
        yield phoneSpan(found, groupSpan(match, found).start)
    }
  },
}
