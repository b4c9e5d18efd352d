import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import {
  allowedUrl,
  codeSpan,
  commandSpan,
  escapeText,
  fencedBlock,
  outputEscape,
} from '../../src/documents/escape.ts'

test.each([
  ['auth_login fails', 'auth_login fails'],
  ['_it_', '&#95;it&#95;'],
  ['24.3% of requests', '24.3% of requests'],
  ['24. item', '24&#46; item'],
  ['- item', '&#45; item'],
  ['-5 degrees', '-5 degrees'],
  ['---', '&#45;--'],
  ['a@b', 'a(at)b'],
  ['by jane.doe@acme.io!', 'by `jane.doe@acme.io`!'],
  ['www.evil.example', 'www&#91;.&#93;evil.example'],
  ['since 2026-11-23T08:14:02+01:00.', 'since 2026-11-23T07:14Z.'],
  ['since 2026-11-23 07:14:02Z.', 'since 2026-11-23T07:14Z.'],
  ['since 2026-11-23 07:14.', 'since `2026-11-23 07:14`.'],
  ['since 2026-13-40T99:99Z', 'since `2026-13-40T99:99Z`'],
  ['TODO later', '&#84;ODO later'],
  ['', '(empty)'],
  ['\u202Egnp\u200B.exe\u{E0041}', 'gnp.exe'],
  ['a\r\n\tb\u2028c', 'a b c'],
])('%j becomes %j', (raw, shown) => {
  expect(escapeText(raw)).toBe(shown)
})

test('text is cut at 4,000 characters', () => {
  expect(escapeText('x'.repeat(5_000))).toHaveLength(4_001)
})

test('code spans keep their text or fall back to prose', () => {
  expect(codeSpan('auth_login')).toBe('`auth_login`')
  expect(codeSpan('a | b')).toBe('a &#124; b')
  expect(codeSpan('`x`')).toBe('&#96;x&#96;')
  expect(commandSpan('curl x | jq')).toBe('`curl x | jq`')
  expect(commandSpan('echo `date`')).toBe('`` echo `date` ``')
})

test('no text closes its fence', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('`', '~', '\n', 'a', ' '), maxLength: 40 }),
      (raw) => {
        const lines = fencedBlock(raw).split('\n')
        const rail = lines.at(-1)!
        expect(lines[0]).toBe(`${rail}text`)
        expect(lines.slice(1, -1).every((line) => !line.trim().startsWith(rail))).toBe(true)
      },
    ),
  )
})

test.each([
  ['https://github.com/a', 'https://github.com/a'],
  ['https://GitHub.com/a', 'https://github.com/a'],
  ['https://git.example:8443/a', 'https://git.example:8443/a'],
  ['https://github.com/a|b>c"d', 'https://github.com/a%7Cb%3Ec%22d'],
  ['https://github.com:444/a', undefined],
  ['https://github.com@evil.example/', undefined],
  ['https://user:pw@github.com/', undefined],
  ['http://github.com/', undefined],
  ['javascript:alert(1)', undefined],
  ['https://github.com.evil.example/', undefined],
  ['https://github.com\\@evil.example/', 'https://github.com/@evil.example/'],
])('%s as a link is %s', (raw, url) => {
  expect(allowedUrl(raw, ['github.com', 'git.example:8443'])).toBe(url)
})

test('data cannot pass for Markdown of our own', () => {
  expect(outputEscape(JSON.parse('"<b>"'))).toBe('&#60;b&#62;')
  expect(() => outputEscape(JSON.parse('{"text":"<b>"}'))).toThrow(TypeError)
})
