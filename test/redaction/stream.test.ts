import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Redactor } from '../../src/ports/redactor.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import {
  documentStream,
  type StreamOptions,
  type StreamRedactor,
  textStream,
} from '../../src/redaction/stream.ts'
import { cpuMs } from '../support/cpu.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })

function options(parts: Partial<StreamOptions> = {}): StreamOptions {
  return { redactor, incident: null, profile: 'log', count: () => undefined, ...parts }
}

function run(stream: StreamRedactor, text: string, size: number): string {
  let out = ''
  for (let from = 0; from < text.length; from += size)
    out += stream.push(text.slice(from, from + size))
  return out + stream.end()
}

function read(text: string, size = 7): string {
  return run(documentStream(options()), text, size)
}

/** Throws on whatever holds that word. */
function failingOn(word: string): Redactor {
  const refuse = (raw: unknown): void => {
    if (JSON.stringify(raw).includes(word)) throw new RangeError(`no ${word}`)
  }
  return {
    ...redactor,
    text: (raw, scope) => (refuse(raw), redactor.text(raw, scope)),
    json: (raw, scope) => (refuse(raw), redactor.json(raw, scope)),
  }
}

function counted(parts: Partial<StreamOptions>): [StreamOptions, Record<string, number>] {
  const counts: Record<string, number> = {}
  const count = (name: string, found: number): void => {
    counts[name] = (counts[name] ?? 0) + found
  }
  return [options({ ...parts, count }), counts]
}

const line = 'to maria@acme.com from 10.1.2.3 at 2026-11-23T07:00:00Z\n'
const pem = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEowIBAAKCAQEA1234567890abcdefghij\n'.repeat(60)}-----END RSA PRIVATE KEY-----\n`

describe('text', () => {
  test('comes out the same as in one piece, wherever a block ends (G1)', () => {
    for (const lead of [2_270, 2_300]) {
      const text = line.repeat(lead) + pem + line.repeat(2_400) + 'Kind regards,\nGunnhild\n'
      for (const profile of ['log', 'text'] as const) {
        const whole = redactor.text(text, { incident: null, profile }).value
        expect(whole).not.toContain('MIIEow')
        for (const size of [1_000, text.length]) {
          expect(run(textStream(options({ profile })), text, size)).toBe(whole)
        }
      }
    }
  })

  test('a key of another kind and a Secret in YAML that stand where a block ends are not cut (G1)', () => {
    const body = 'AAAAB3NzaC1yc2EAAAADAQABAAABgQC7Xk3vQ9dLr2mPz8sWy5uTn1bVf6hJc4Ee\n'.repeat(120)
    const putty = `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: k\nPublic-Lines: 60\n${body}Private-Lines: 60\n${body}Private-MAC: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d\n`
    const members = Array.from(
      { length: 90 },
      (_, n) => `  key-${n}: c3VwZXItc2VjcmV0LXZhbHVlLSR7bn0${n}\n`,
    )
    const secret = `apiVersion: v1\nkind: Secret\ndata:\n${members.join('')}type: Opaque\n`
    for (const part of [putty, secret]) {
      for (const share of [0.2, 0.5, 0.8]) {
        const lead = line.repeat(Math.round((131_072 - 1_024 - part.length * share) / line.length))
        const text = lead + part + line.repeat(2_400)
        const whole = redactor.text(text, { incident: null, profile: 'log' }).value
        expect(run(textStream(options()), text, 65_536)).toBe(whole)
      }
    }
  })

  test('a signature over several lines that stands where a block ends is not cut (G1)', () => {
    const signature = '\nBest regards,\n\nMaria Lindqvist\n12 Long Hill Road\nLeeds LS1 4AB\n\n'
    const note = 'the queue is stuck and the job was restarted again\n'
    for (const lead of [2_566, 2_567, 2_568, 2_569, 2_570]) {
      const text = note.repeat(lead) + signature + note.repeat(2_600)
      const whole = redactor.text(text, { incident: null, profile: 'text' }).value
      expect(run(textStream(options({ profile: 'text' })), text, 65_536)).toBe(whole)
    }
  })

  test('any pieces of it give the same (G1)', () => {
    const part = fc.oneof(
      fc.constantFrom(
        line,
        pem,
        '\n',
        'password=a1B2c3D4e5\n',
        'Dear Anna Berg,\n',
        'é\u{1f600}«x:y»\n',
      ),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 1, max: 3_000 }).map((times) => line.repeat(times)),
      fc.integer({ min: 1, max: 200_000 }).map((length) => 'x7='.repeat(length / 3)),
    )
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 8 }).map((list) => list.join('')),
        fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('log' as const, 'text' as const),
        fc.constantFrom(textStream, documentStream),
        (text, sizes, profile, make) => {
          const whole = run(make(options({ profile })), text, text.length || 1)
          const stream = make(options({ profile }))
          let out = ''
          for (let from = 0, n = 0; from < text.length; n++) {
            const size = sizes[n % sizes.length]!
            out += stream.push(text.slice(from, from + size))
            from += size
          }
          expect(out + stream.end()).toBe(whole)
          expect(whole).not.toMatch(/maria@|MIIEow|a1B2c3D4/)
        },
      ),
      { numRuns: 15 },
    )
  })

  test('a line of 10 MB holds bounded memory and loses no value at a cut (G1)', () => {
    const text = 'x=1;mail=maria@acme.com,'.repeat(420_000)
    const out = run(textStream(options()), text, 65_536)
    expect(out).not.toContain('maria')
    expect(out).not.toContain('@acme')
    expect(out.split('«').length - 1).toBe(420_000)
  })

  test('whole lines of a log leave when nothing comes, an open key and free text wait (G1)', () => {
    const stream = textStream(options())
    expect(stream.push('by maria@acme.com\nby bo')).toBe('')
    expect(stream.flush()).toMatch(/^by «email:\w{16}»\n$/)
    expect([stream.flush(), stream.push(`b@acme.com\n${pem.slice(0, 200)}`)]).toEqual(['', ''])
    expect(stream.flush()).toMatch(/^by «email:\w{16}»\n$/)
    expect([stream.flush(), stream.push(pem.slice(200))]).toEqual(['', ''])
    expect(stream.flush()).toMatch(/^«pem:\w{16}»\n$/)
    const free = textStream(options({ profile: 'text' }))
    expect([free.push('Kind regards,\n'), free.flush()]).toEqual(['', ''])
    expect(free.push('Gunnhild\n') + free.end()).toMatch(/^Kind regards,\n«person:\w{16}»\n$/)
  })

  test('a block on which the redactor throws is withheld whole and counted (G1)', () => {
    const [parts, counts] = counted({ redactor: failingOn('poison') })
    expect(run(textStream(parts), 'by maria@acme.com poison\n', 5)).toBe(
      '[withheld: Baton could not redact this part]\n',
    )
    expect(counts).toEqual({ withheld: 1 })
  })
})

describe('documents', () => {
  test('keep their keys, their order and the digits of their numbers', () => {
    const document =
      '{"b":12345678901234567890,"a":1.50,"m":"by bob@acme.com","n":1e3,"z":-0,"x":[],"y":{}}'
    expect(read(`${document}\n`)).toMatch(
      /^\{"b":12345678901234567890,"a":1.50,"m":"by «email:\w{16}»","n":1e3,"z":-0,"x":\[\],"y":\{\}\}\n$/,
    )
  })

  test('keep their order where keys are numbers, at any depth, and around a key that was personal', () => {
    const document =
      '{"z":{"9":[1,{"b":"by bob@acme.com","2":"\\u00e9","1":{}}],"10":null},"bob@acme.com":"x","4":"\\"}","3":-1.0,"a":[[]]}'
    expect(read(document)).toMatch(
      /^\{"z":\{"9":\[1,\{"b":"by «email:\w{16}»","2":"é","1":\{\}\}\],"10":null\},"«email:\w{16}»":"x","4":"\\"\}","3":-1\.0,"a":\[\[\]\]\}$/,
    )
  })

  test('come out as they went in when they hold nothing, whatever they are', () => {
    const name = fc.oneof(
      fc.constantFrom('7', '10', 'a', '0', 'b2'),
      fc.stringMatching(/^[a-z]{1,6}$/),
    )
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.boolean(),
        fc.constant(null),
        fc.integer({ min: -99, max: 99 }),
        fc.stringMatching(/^[ a-z"\\é]{0,8}$/),
      ),
      tree: fc.oneof(
        { depthSize: 'small' },
        tie('leaf').map((leaf) => JSON.stringify(leaf)),
        fc.constantFrom('-0', '1.50', '1e3', '-1E-3', '12345678901234567890', '0.0'),
        fc.array(tie('tree'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
        fc
          .uniqueArray(fc.tuple(name, tie('tree')), { selector: ([key]) => key, maxLength: 4 })
          .map(
            (members) =>
              `{${members.map(([key, value]) => `${JSON.stringify(key)}:${String(value)}`).join(',')}}`,
          ),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        const document = `{"x":${value}}`
        expect(read(document, 1_000)).toBe(document)
      }),
      { numRuns: 300 },
    )
  })

  test('a card in a number too long for JavaScript is found, and so is what a second member hides (G1)', () => {
    expect(read('{"n":4000000000000000006}')).toMatch(/^\{"n":"«card:\w{16}»"\}$/)
    expect(read('{"n":"bob@acme.com","n":"ok"}')).toBe('{"n":"ok"}')
    expect(read('{"7":"bob@acme.com","a":1,"7":"ok"}')).toBe('{"7":"ok","a":1}')
    expect(read('{"7":{"8":"bob@acme.com"},"7":[1]}')).toBe('{"7":[1]}')
  })

  test('broken lines, scalars and blank lines count as text', () => {
    expect(read('{"a":"bob@acme.com"\n\n"bob@acme.com"\n12\nnull')).toMatch(
      /^\{"a":"«email:\w{16}»"\n\n"«email:\w{16}»"\n12\nnull$/,
    )
  })

  test('a key in PEM over several lines between two documents is seen (G1)', () => {
    const [parts, counts] = counted({})
    const out = run(documentStream(parts), `{"a":1}\n${pem}{"b":2}\r\n`, 50)
    expect(out).toMatch(/^\{"a":1\}\n«pem:\w{16}»\n\{"b":2\}\n$/)
    expect(counts).toEqual({ malformed: 62, pem: 1, sanitised: 0 })
  })

  test('a document on which the redactor throws is withheld and counted, the others are not (G1)', () => {
    const [parts, counts] = counted({ redactor: failingOn('poison') })
    const out = run(documentStream(parts), '{"a":1}\n{"m":"bob@acme.com poison"}\n{"b":2}', 9)
    expect(out).toBe('{"a":1}\n{"withheld":true}\n{"b":2}')
    expect(counts).toEqual({ sanitised: 0, withheld: 1 })
  })

  test('a byte order mark, lone surrogates and a document nested 1,000 deep do no harm (G1)', () => {
    expect(read('\ufeff{"a":"bob@acme.com"}')).toMatch(/^\{"a":"«email:\w{16}»"\}$/)
    expect(read('{"a":"b\\ud800ob@acme.com\\udfff"}')).toMatch(/^\{"a":"«email:\w{16}»"\}$/)
    for (const [open, shut] of [
      ['[', ']'],
      ['{"7":', '}'],
    ] as const) {
      for (const depth of [1_000, 100_000]) {
        const out = read(`${open.repeat(depth)}"bob@acme.com"${shut.repeat(depth)}\n`, 60_000)
        expect(out).not.toContain('bob')
        expect(out.endsWith('\n')).toBe(true)
      }
    }
  })

  test('base64 of base64 of a megabyte costs no more than some times the same length in the open (G1)', () => {
    const open = 'maria@acme.com '.repeat(60_000)
    let bomb = open.slice(0, 300_000)
    for (let layer = 0; layer < 4; layer++) bomb = Buffer.from(bomb).toString('base64')
    const took = (text: string): number => cpuMs(() => read(`{"m":"${text}"}\n`, 1_000_000))
    expect(took(bomb)).toBeLessThan(took(open) * 10)
  })
})
