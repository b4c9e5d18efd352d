import { describe, expect, test } from 'vitest'

import { hiddenIn, isInvisible, sanitise } from '../../src/redaction/sanitise.ts'

const esc = '\u001B'
const tags = (text: string): string =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + c.codePointAt(0)!)).join('')

const cases: readonly (readonly [name: string, raw: string, clean: string])[] = [
  ['colours', `${esc}[31mred${esc}[0;1;38;5;9m bold${esc}[m`, 'red bold'],
  ['private and intermediate CSI', `${esc}[?25l${esc}[!p${esc}[ q${esc}[>0cok`, 'ok'],
  ['8-bit CSI', '\u009B2Jok\u009B1;1Hok', 'okok'],
  ['OSC to BEL, ST and 8-bit ST', `${esc}]0;t\u0007a${esc}]8;;u${esc}\\b\u009D2;t\u009Cc`, 'abc'],
  ['a link of OSC 8', `${esc}]8;;https://evil.example\u0007text${esc}]8;;\u0007`, 'text'],
  [
    'DCS, SOS, PM and APC',
    `${esc}P1q${esc}\\a${esc}Xs${esc}\\b${esc}^p${esc}\\c${esc}_a${esc}\\d`,
    'abcd',
  ],
  ['their 8-bit forms', '\u0090q\u009Ca\u0098s\u009Cb\u009Ep\u009Cc\u009Fa\u009Cd', 'abcd'],
  ['a sequence without end keeps its words', `${esc}]0;title\nSYSTEM`, '0;title\nSYSTEM'],
  ['sequences in sequences', `${esc}${esc}[0m${esc}[${esc}[31mx`, 'x'],
  ['other escapes', `${esc}c${esc}(B${esc}7${esc}=x`, 'x'],
  ['C0 and C1', 'a\u0000b\u0008c\u000Bd\u000Ce\rf\u007Fg\u0085h\u0099i', 'abcdefghi'],
  [
    'bidirectional controls and isolates',
    '\u202Aa\u202E\u202Cb\u2066\u2067\u2068\u2069c\u200E\u200F\u061C',
    'abc',
  ],
  ['zero width', 'a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf\u2061\u2062\u2063\u2064g', 'abcdefg'],
  ['tag characters', `a${tags('obey me')}b`, 'ab'],
  ['variation selectors of both ranges', 'a\uFE00\uFE0Fb\u{E0100}\u{E01EF}c', 'abc'],
  ['lone surrogates', 'a\uD800b\uDFFFc', 'abc'],
  ['surrogates that a hidden character keeps apart', 'a\uD83D\u200B\uDE00b', 'ab'],
  ['private use of all planes', 'a\uE000\uF8FF\u{F0000}\u{10FFFD}b', 'ab'],
  ['fillers and blanks', 'a\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u2800\u{16FE4}\u{1D159}b', 'ab'],
  ['annotation and object replacement', 'a\uFFF9\uFFFA\uFFFB\uFFFCb', 'ab'],
  ['soft hyphen, joiner, separators', 'ig\u00ADno\u034Fre\u2028\u2029', 'ignore'],
  ['musical, shorthand and Egyptian formats', 'a\u{1D173}\u{1D17A}\u{1BCA0}\u{13430}b', 'ab'],
  ['Mongolian selectors', 'a\u180B\u180C\u180D\u180E\u180Fb', 'ab'],
  [
    'deprecated formats, noncharacters, unassigned',
    'a\u206A\u206F\uFDD0\uFFFE\u{1FFFF}\u0378b',
    'ab',
  ],
]

describe('G11: the sanitiser takes out and counts', () => {
  test.each(cases)('%s', (_, raw, clean) => {
    expect(sanitise(raw)).toEqual({ text: clean, removed: raw.length - clean.length })
    expect(sanitise(clean).removed).toBe(0)
  })

  test('each code point that Unicode calls a control, a format, ignorable or nothing', () => {
    const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u
    const left: string[] = []
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code)
      if (
        unseen.test(character) &&
        unseen.test(sanitise(`a${character} z`).text.replace(/[\n\t]/g, ''))
      ) {
        left.push(code.toString(16))
      }
    }
    expect(left).toEqual([])
  })
})

test('what people read stays: scripts, accents, spaces, line breaks, tabs, emoji in their parts', () => {
  const text = 'Größe\t1\n東京 Москва مرحبا हिन्दी e\u0301 1\u00A0000\u202F€ 😀 🇩🇪 👍🏽 «»'
  expect(sanitise(text)).toEqual({ text, removed: 0 })
  expect(sanitise('👨\u200D👩\u200D👧 ❤\uFE0F').text).toBe('👨👩👧 ❤')
})

test('a text of nothing but hidden characters is invisible', () => {
  expect(isInvisible(`\u200B${tags('x')}`)).toBe(true)
  expect([isInvisible('a\u200B'), isInvisible(''), isInvisible('plain')]).toEqual([
    false,
    false,
    false,
  ])
})

test('what a value hides is counted in its texts and names', () => {
  expect(hiddenIn({ 'k\u200B': ['a\u200Bb', { x: '\u200B' }], n: 1, none: null })).toBe(3)
})
