/** What one escape stands for: characters, each with the length of its source. */
export type Decoded = readonly (readonly [char: string, length: number])[]

/** Whether a text can hold an escape. Of quoted-printable only `=40`, or two in a row: `pid=20` is no escape. */
export const escapeMark = /[%\\&]|(?:=[0-9A-F]{2}){2}|=40[A-Za-z0-9]|\+A[A-H][A-Za-z0-9]-/

/** Escapes of URLs, JavaScript, JSON, C, HTML, quoted-printable and UTF-7, and a terminal's colours written as one of them. */
export const escapes = new RegExp(
  [
    '(?:\\\\u001[bB]|\\\\x1[bB]|\\\\033|\\\\e|%1[bB])(?:\\[|%5[bB])[0-9;]{0,16}[A-Za-z]',
    '%u[0-9A-Fa-f]{4}',
    '(?:%[0-9A-Fa-f]{2})+',
    '\\\\u\\{[0-9A-Fa-f]{1,6}\\}',
    '\\\\u[0-9A-Fa-f]{4}',
    '\\\\U[0-9A-Fa-f]{8}',
    '\\\\x[0-9A-Fa-f]{2}',
    '\\\\[01][0-7]{2}',
    '\\\\[ntrbfv"\'\\\\/]',
    '&#\\d{1,7};?',
    '&#[xX][0-9A-Fa-f]{1,6};?',
    '&(?:amp|lt|gt|quot|apos|commat|period|nbsp|colon|plus);',
    '(?:=[0-9A-F]{2}){2,}',
    '=(?:40|2E|2B|2D|5F)',
    '\\+A[A-H][AEIMQUYcgkosw048]-',
  ].join('|'),
  'g',
)

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\n',
  b: ' ',
  f: ' ',
  v: ' ',
}
const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", commat: '@', period: '.', nbsp: ' ', colon: ':', plus: '+',
} // prettier-ignore

/** What a match of `escapes` stands for; nothing for a colour. */
export function decodeEscape(match: string): Decoded {
  if (match.length > 3 && /(?:\[|%5[bB])[0-9;]*[A-Za-z]$/.test(match)) return [['', match.length]]
  if (match[0] === '%' && match[1] === 'u') return one(match, Number.parseInt(match.slice(2), 16))
  if (match[0] === '%' || match[0] === '=') return decodeBytes(match)
  if (match[0] === '+') return one(match, Buffer.from(match.slice(1, 4), 'base64').readUInt16BE())
  if (match[0] === '&') return decodeEntity(match)
  if (match.length === 2) return [[letters[match[1]!] ?? match[1]!, 2]]
  if (/^\\[01]/.test(match)) return one(match, Number.parseInt(match.slice(1), 8))
  return one(match, Number.parseInt(match.replace(/[^0-9A-Fa-f]/g, ''), 16))
}

function decodeEntity(match: string): Decoded {
  const name = match.slice(1).replace(';', '')
  if (name[0] !== '#') return [[entities[name]!, match.length]]
  const hex = name[1] === 'x' || name[1] === 'X'
  return one(match, Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10))
}

function one(match: string, code: number): Decoded {
  return [[character(code), match.length]]
}

function character(code: number): string {
  if (code === 10) return '\n'
  return code < 32 || code > 0x10ffff ? '' : String.fromCodePoint(code)
}

const decoder = new TextDecoder()

/** Bytes of UTF-8 written as `%XX` or `=XX`. */
function decodeBytes(match: string): Decoded {
  const bytes = Uint8Array.from({ length: match.length / 3 }, (_, i) =>
    Number.parseInt(match.slice(i * 3 + 1, i * 3 + 3), 16),
  )
  const result: [string, number][] = []
  for (let i = 0; i < bytes.length;) {
    const size = Math.min(sequenceLength(bytes[i]!), bytes.length - i)
    const char =
      bytes[i]! < 0x80
        ? String.fromCharCode(bytes[i]!)
        : decoder.decode(bytes.subarray(i, i + size))
    result.push([char, size * 3])
    i += size
  }
  return result
}

function sequenceLength(lead: number): number {
  if (lead < 0xc2) return 1
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}
