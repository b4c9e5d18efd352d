import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { scan } from '../../gameday/canaries.ts'

const mail = { kind: 'mail', value: 'eulalia.quorvath.a1b2c3@ember-optics.example' }
const phone = { kind: 'phone', value: '+44 7700 900123' }
const dresses: readonly (readonly [string, string, string])[] = [
  ['plain', 'plain', mail.value],
  ['upper case', 'plain', mail.value.toUpperCase()],
  ['URL', 'URL', mail.value.replaceAll('@', '%40').replaceAll('.', '%2E')],
  ['JSON escape', 'escaped', mail.value.replaceAll('@', String.raw`\u0040`)],
  ['JSON escape in JSON', 'escaped', mail.value.replaceAll('@', String.raw`\\u0040`)],
  ['decimal entity', 'entity', mail.value.replaceAll('@', '&#64;')],
  ['hexadecimal entity', 'entity', mail.value.replaceAll('@', '&#x40;')],
  ['hexadecimal', 'hexadecimal', Buffer.from(mail.value).toString('hex')],
  ['base64url', 'base64', Buffer.from(`>>>${mail.value}`).toString('base64url')],
]

describe('a canary is found', () => {
  test.each(dresses)('as %s', (_, form, dressed) => {
    const found = scan(Buffer.from(`before "${dressed}" after`), [mail, phone])
    expect(found).toEqual([{ kind: 'mail', form }])
  })

  test('without its separators', () => {
    expect(scan(Buffer.from('call +447700900123 now'), [mail, phone])).toEqual([
      { kind: 'phone', form: 'without separators' },
    ])
  })

  test('in base64 wherever it starts', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const bytes = Buffer.from(Buffer.from(before + mail.value + after).toString('base64'))
        expect(scan(bytes, [mail])).toEqual([{ kind: 'mail', form: 'base64' }])
      }),
    )
  })
})

test('what is not there is not found', () => {
  const text = 'signed in «email:7Q3fK2abXk» from «ip:Zk3fK2abXk», 200 in 12 ms, +44 7700 900124'
  expect(scan(Buffer.from(text), [mail, phone])).toEqual([])
})
