import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { memberSpan, replaceSpans } from '../../../src/adapters/launchdarkly-file/edit.ts'

test('finds the member that JSON.parse would take, whatever stands around it', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true })
  fc.assert(
    fc.property(
      object,
      object,
      fc.string(),
      fc.jsonValue(),
      fc.constantFrom(0, 2, '\t'),
      (outer, inner, key, value, indent) => {
        const text = ` ${JSON.stringify({ ...outer, flags: { ...inner, [key]: value } }, null, indent)}\n`
        const span = memberSpan(text, ['flags', key])!
        expect(JSON.parse(text.slice(span.from, span.to))).toEqual(
          JSON.parse(JSON.stringify(value)),
        )
        const edited = JSON.parse(replaceSpans(text, [{ span, by: '"new"' }]))
        const expected = JSON.parse(JSON.stringify({ ...outer, flags: { ...inner, [key]: 'new' } }))
        expect(edited).toEqual(expected)
      },
    ),
  )
})

test('takes the last of two members with one key', () => {
  const text = '{"a": {"on": 1, "on": 2}, "a": {"on": 3, "\\u006fn": 4}}'
  const span = memberSpan(text, ['a', 'on'])!
  expect(text.slice(span.from, span.to)).toBe('4')
  expect(memberSpan(text, ['a', 'off'])).toBeUndefined()
  expect(memberSpan(text, ['a', 'on', 'deeper'])).toBeUndefined()
})
