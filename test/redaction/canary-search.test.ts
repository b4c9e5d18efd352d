import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { batches, canaryClasses, makeCanaries, survivors } from '../support/canaries.ts'

const canaries = makeCanaries(5_000)
const some = canaries.slice(0, canaryClasses.length)
const [mail] = some
const number = some.find((canary) => canary.class === 'spacedIban')

const codes = (text: string, write: (code: number) => string): string =>
  [...text].map((char) => write(char.codePointAt(0)!)).join('')
const hex = (code: number, length: number): string => code.toString(16).padStart(length, '0')

/** How a value may be dressed when it leaves. */
const dresses: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'for a URL': (text) => encodeURIComponent(text),
  'for a URL, each byte': (text) =>
    [...Buffer.from(text)].map((byte) => `%${hex(byte, 2)}`).join(''),
  'in JSON': (text) => JSON.stringify(JSON.stringify({ text })),
  'in JSON escapes': (text) => codes(text, (code) => String.raw`\u${hex(code, 4)}`),
  'in escaped JSON escapes': (text) => codes(text, (code) => String.raw`\\u${hex(code, 4)}`),
  'in decimal entities': (text) => codes(text, (code) => `&#${code};`),
  'in hexadecimal entities': (text) => codes(text, (code) => `&#x${hex(code, 2)};`),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in hexadecimal': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'in UTF-16': (text) => Buffer.from(text, 'utf16le'),
  'in base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64url'),
  'in full width': (text) =>
    text.replaceAll(/[!-~]/g, (char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0)),
  'with something invisible inside': (text) => `${text.slice(0, 5)}\u200b${text.slice(5)}`,
}

describe('a canary is found', () => {
  test.each(Object.entries(dresses))('%s', (_, dress) => {
    for (const canary of some) {
      const dressed = dress(canary.value)
      expect(survivors(canaries, dressed), `${canary.class} ${canary.value}`).toContain(canary)
    }
  })

  test('wherever it starts, in base64 too', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = `${before}${mail!.value}${after}`
        expect(survivors(some, text)).toContain(mail)
        expect(survivors(some, Buffer.from(text).toString('base64'))).toContain(mail)
      }),
    )
  })

  test('without the spaces in it, and with others', () => {
    const digits = number!.value.replaceAll(' ', '')
    expect(survivors(some, `to ${digits}.`)).toEqual([number])
    expect(survivors(some, `to ${digits.replaceAll(/\d{2}(?=\d)/g, '$& ')}.`)).toEqual([number])
  })
})

test('the values are distinct, and each class has its share', () => {
  expect(new Set(canaries.map(({ value }) => value)).size).toBe(5_000)
  expect(canaryClasses.length).toBeGreaterThan(95)
})

test('what is not there is not found, nor a short number within a longer one', () => {
  const bsn = canaries.find((canary) => canary.class === 'id-nl')!
  const text = `«email:7Q3fK2abXk9sLm2P» 200 in 12 ms, trace 4bf92f3577b34da6, 1${bsn.bare[0]}7`
  expect(survivors(canaries, text)).toEqual([])
})

test('batches hold every value once', () => {
  expect(batches(canaries, 900).join(' | ')).toBe(canaries.map(({ value }) => value).join(' | '))
  expect(Math.max(...batches(canaries, 900).map((text) => text.length))).toBeLessThanOrEqual(900)
})
