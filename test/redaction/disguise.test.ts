import { describe, expect, test } from 'vitest'

import { detect } from '../../src/redaction/engine.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
redactor.learn('INC-1', [
  { class: 'customer', value: 'Johnson & Johnson' },
  { class: 'person', value: 'Ana: Sá' },
  { class: 'person', value: 'José Núñez' },
  { class: 'person', value: '王小明' },
  { class: 'person', value: '김민준' },
  { class: 'phone', value: '+44 7911 123456' },
  { class: 'person', value: 'Dade Ferrao' },
  { class: 'person', value: 'Sam Sample' },
])

/** Redacted, each token cut down to its class. */
function shown(text: string): string {
  const { value } = redactor.text(text, { incident: 'INC-1', profile: 'log' })
  return value.replace(/«([a-z0-9-]+):\w{16}»/g, '«$1»')
}

const mail = 'maria@acme.com'
const bytes = (text: string, encoding: BufferEncoding, as: BufferEncoding): string =>
  Buffer.from(text, encoding).toString(as)

describe('an e-mail', () => {
  test.each([
    ['hexadecimal', bytes(mail, 'utf8', 'hex')],
    ['hexadecimal in pairs', bytes(mail, 'utf8', 'hex').replace(/..(?!$)/g, '$&:')],
    ['hexadecimal UTF-16', bytes(mail, 'utf16le', 'hex')],
    ['UTF-16 in base64', bytes(mail, 'utf16le', 'base64').replace(/=/g, '')],
    ['base64 twice', bytes(bytes(mail, 'utf8', 'base64'), 'utf8', 'base64').replace(/=/g, '')],
    ['an escape in base64', bytes('maria%40acme.com', 'utf8', 'base64').replace(/=/g, '')],
    ['%u', 'maria%u0040acme.com'],
    ['octal', 'maria\\100acme.com'],
    ['quoted-printable', 'maria=40acme.com'],
    ['HTML without its semicolon', 'maria&#64acme.com'],
    ['UTF-7', 'maria+AEA-acme.com'],
    ['HTML behind quoted-printable', 'maria=40acme&#x2e;com'],
    ['percent four times', 'maria%25252540acme.com'],
    ['a full-width sign in an escape', 'maria\\uff20acme.com'],
    ['a colour in an escape', 'maria\\u001b[31m@acme.com'],
    ['combining marks', 'mari\u0301a@acm\u0338e.com'],
    ['hidden characters', 'm\u070fa\u0605r\ufffci\ue000a\u2800@\u{13430}acme.com'],
  ])('as %s goes whole', (_, text) => {
    expect(shown(`a ${text} b`)).toBe('a «email» b')
  })
})

test.each([
  ['4111_1111_1111_1111', '«card»'],
  ['4111,1111,1111,1111', '«card»'],
  ['4111 11111111 1111', '«card»'],
  ['4111  1111  1111  1111', '«card»'],
  ['4111\u03011111\u030111111111', '«card»'],
  [bytes('card 4111111111111111', 'utf8', 'hex'), '«card»'],
  ['GB82\tWEST  1234\t5698 7654 32', '«iban»'],
  ['1,4111,1111,1111,1111', '1,4111,1111,1111,1111'],
  ['4111,1111,1111,1111,2', '4111,1111,1111,1111,2'],
])('groups: %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test.each([
  ['by johnson & johnson!', 'by «customer»!'],
  ['Johnson&amp;Johnson', '«customer»'],
  ['johnson;#|johnson', '«customer»'],
  ['Ana; Sá and ana@sa', '«person» and «person»'],
  ['o José’s', 'o «person»’s'],
  ['Nu\u0301n\u0303ez wrote', '«person» wrote'],
  ['客户王小明报告', '客户«person»报告'],
  ['小明说', '«person»说'],
  ['김민준이 ', '«person»이 '],
  ['김민준'.normalize('NFD'), '«person»'],
  ['강명진', '강명진'],
  ['call 447911123456', 'call «phone»'],
  [bytes('by núñez', 'utf8', 'hex'), '«person»'],
  [bytes('by José Núñez', 'utf8', 'base64').replace(/=/g, ''), '«person»'],
  ['two samples of a sample by sam sample', 'two samples of a sample by «person»'],
])('known values: %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test.each([
  '4bf92dade577b34da6a3ce929d0e0e47',
  '550e8400-dade-41d4-a716-446655440000',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'pid=20 size=40 took=40 ms',
  'password_hash_len=20',
  'c:\\100\\app',
  'café niño résumé',
  '🙂 👍🏽',
])('stays: %s', (text) => {
  expect(shown(text)).toBe(text)
})

test.each([
  ['q=4111+1111+1111+1111', 'q=«card»'],
  ['a?n=x&tel=%2B44+20+7946+0958&z=1', 'a?n=x&tel=«phone»&z=1'],
  ['by=sam+sample', 'by=«person»'],
  ['x=1+2&y=a+b', 'x=1+2&y=a+b'],
])('a form with + for spaces: %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test.each([
  ['ﯪmaria@acme.com', '«email»'],
  [`${'ﬃ'.repeat(20)} maria@acme.com, 王 4111111111111111`, `${'ﬃ'.repeat(20)} «email», 王 «card»`],
  ['\ufdfa \ufdfb 10.1.2.3 \ufdfa', '\ufdfa \ufdfb «ipv4» \ufdfa'],
])('a character that stands for several moves nothing: %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test.each([
  ['2026-10-18 18:01:47,978 from 10.1.2.3', '2026-10-18 18:01:47,978 from «ipv4»'],
  ['at 18:01:47 00:1a:2b:3c:4d:5e', 'at 18:01:47 «mac»'],
  ['12:30:45::1', '«ipv6»'],
  ['10:22:33:44:55:66', '«mac»'],
  ['2026-10-18T18:01:47.001Z 4111111111111111', '2026-10-18T18:01:47.001Z «card»'],
])('instants are passed by and hide nothing beside them: %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('what is hidden by the sanitiser is counted', () => {
  const { value, report } = redactor.text('a\u070f\u0605\ufffc\ue000\u2800\u{13430}é', {
    incident: null,
    profile: 'log',
  })
  expect([value, report.sanitised]).toEqual(['aé', 7])
})

test('a digest of chance holds nothing', () => {
  for (let i = 0; i < 2_000; i++) {
    const digest = (i * 2_654_435_761).toString(16).padStart(16, '9').repeat(2)
    expect(detect(digest, 'log', () => [])).toEqual([])
  }
})

test.each(['a@b.io', 'al@ex.org', 'bob@acme.io', 'info@m.de'])(
  'G1 a short address in base64 goes whole in a ticket: %s',
  (address) => {
    const encoded = bytes(address, 'utf8', 'base64').replace(/=/g, '')
    const hits = detect(`mail ${encoded} sent`, 'text', () => [])
    expect(hits.some(({ start, end }) => start <= 5 && end >= 5 + encoded.length)).toBe(true)
  },
)

test.each(['Mailbox1', 'ChannelA', 'QAserver', 'UserDAO1', 'HandlerC'])(
  'a word that base64 could be stays: %s',
  (word) => {
    expect(detect(`the ${word} sent`, 'log', () => [])).toEqual([])
  },
)
