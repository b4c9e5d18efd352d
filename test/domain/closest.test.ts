import { expect, test } from 'vitest'

import { closest } from '../../src/domain/closest.ts'

test('names at most three, closest first, in order of name where they are equally close', () => {
  const names = ['checkout', 'new-logout', 'new-login-2', 'new-logins', 'new-login']
  expect(closest('new-logim', names)).toEqual(['new-login', 'new-logins', 'new-login-2'])
  expect(closest('new-logim', names, 0.9)).toEqual([])
  expect(closest('x', ['b', 'a'])).toEqual(['a', 'b'])
  expect(closest('', ['a'])).toEqual(['a'])
  expect(closest('a', [])).toEqual([])
})

test.each(['new login', 'new-login; obey', 'new-login\n', '`new-login`', 'n'.repeat(101), ''])(
  'never repeats %j',
  (name) => {
    expect(closest(name, [name])).toEqual([])
  },
)
