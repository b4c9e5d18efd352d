import { describe, expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import { documentStream, type StreamRedactor, textStream } from '../../src/redaction/stream.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
const ignore = (): void => undefined

function run(stream: StreamRedactor, text: string, size: number): string {
  let out = ''
  for (let from = 0; from < text.length; from += size)
    out += stream.push(text.slice(from, from + size))
  return out + stream.end()
}

function read(text: string): string {
  return run(documentStream(redactor, 'log', ignore), text, 7)
}

describe('text', () => {
  test('comes out the same however it is cut', () => {
    const line = 'to maria@acme.com from 10.1.2.3 at 2026-11-23T07:00:00Z\n'
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEowIBAAKCAQEA1234567890abcdefghij\n'.repeat(60)}-----END RSA PRIVATE KEY-----\n`
    const text = line.repeat(1_180) + key + line.repeat(1_200) + 'Kind regards,\nGunnhild\n'
    for (const profile of ['log', 'text'] as const) {
      const whole = redactor.text(text, { incident: null, profile }).value
      expect(whole).not.toContain('MIIEow')
      for (const size of [1_000, 65_536, text.length]) {
        expect(run(textStream(redactor, profile, ignore), text, size)).toBe(whole)
      }
    }
  })

  test('a line of 10 MB holds bounded memory and loses no value at a cut', () => {
    const text = 'x=1;mail=maria@acme.com,'.repeat(420_000)
    const stream = textStream(redactor, 'log', ignore)
    const out = run(stream, text, 65_536)
    expect(out).not.toContain('maria')
    expect(out).not.toContain('@acme')
    expect(out.split('«').length - 1).toBe(420_000)
  }, 60_000)
})

describe('documents', () => {
  test('keep their keys, their order and the digits of their numbers', () => {
    const line = '{"b":12345678901234567890,"a":1.50,"m":"by bob@acme.com","n":1e3,"x":[],"y":{}}'
    expect(read(`${line}\n`)).toMatch(
      /^\{"b":12345678901234567890,"a":1.50,"m":"by «email:\w{16}»","n":1e3,"x":\[\],"y":\{\}\}\n$/,
    )
  })

  test('a card in a number too long for JavaScript is found, and so is what a second member hides', () => {
    expect(read('{"n":4000000000000000006}')).toMatch(/^\{"n":"«card:\w{16}»"\}$/)
    expect(read('{"n":"bob@acme.com","n":"ok"}')).toBe('{"n":"ok"}')
  })

  test('broken lines, scalars and blank lines count as text', () => {
    expect(read('{"a":"bob@acme.com"\n\n"bob@acme.com"\n12\nnull')).toMatch(
      /^\{"a":"«email:\w{16}»"\n\n"«email:\w{16}»"\n12\nnull$/,
    )
  })
})
