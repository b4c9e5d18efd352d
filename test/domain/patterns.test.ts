import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { minePatterns } from '../../src/domain/patterns.ts'
import { sparkline } from '../../src/domain/sparkline.ts'

function at(messages: readonly string[]): { atMs: number; message: string }[] {
  return messages.map((message, atMs) => ({ atMs, message }))
}

test('messages that differ in values are one pattern', () => {
  const patterns = minePatterns(
    at([
      'token exchange failed for session 17 after 20 ms',
      'token exchange failed for session 99 after 3 ms',
      'Connection closed by 10.0.0.7:443',
      'Connection closed by 10.0.0.8:8443',
      'token exchange failed for session 3 after 1 ms',
      'user=7f3a action=login failed',
      'user=9c1d action=login failed',
      'send mail to a.b@c.org id 0b6d8a1e-7a5f-4c7c-9c55-3b5bb34b0001',
      'send mail to d@e.com id 1b6d8a1e-7a5f-4c7c-9c55-3b5bb34b0001',
    ]),
  )
  expect(patterns.map(({ count, template }) => [count, template])).toEqual([
    [3, 'token exchange failed for session <*> after <*> ms'],
    [2, 'Connection closed by <*>'],
    [2, 'user=<*> action=login failed'],
    [2, 'send mail to <*> id <*>'],
  ])
  expect(patterns[0]).toEqual({
    id: 'P-608c05',
    template: 'token exchange failed for session <*> after <*> ms',
    count: 3,
    firstMs: 0,
    lastMs: 4,
    exemplar: 'token exchange failed for session 17 after 20 ms',
    share: 1 / 3,
    change: null,
    before: null,
    during: null,
  })
})

test('a place of many words holds a value; one of few words, or of states, tells kinds of messages apart', () => {
  const hosts = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta']
  const states = ['NEW', 'LOCALIZING', 'RUNNING', 'DONE', 'FAILED', 'LOST', 'KILLED']
  const patterns = minePatterns(
    at([
      ...hosts.map((host) => `cannot reach the host ${host} of pool`),
      'cannot write to the disk of pool',
      'worker pool of billing started',
      'worker pool of billing stopped',
      ...states.map((state) => `container changed its state to ${state} now`),
    ]),
  )
  expect(patterns.map(({ template }) => template)).toEqual([
    'cannot reach the host <*> of pool',
    'cannot write to the disk of pool',
    'worker pool of billing started',
    'worker pool of billing stopped',
    ...states.map((state) => `container changed its state to ${state} now`),
  ])
})

test('only the first line counts, and an empty message is a pattern too', () => {
  const patterns = minePatterns(at(['boom\n at a:1', 'boom\n at b:2', '']))
  expect(patterns.map(({ count, template }) => [count, template])).toEqual([
    [2, 'boom'],
    [1, ''],
  ])
})

test('no message is lost, whatever it says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 300 }),
      (messages) => {
        const patterns = minePatterns(at(messages))
        expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(messages.length)
        expect(new Set(patterns.map(({ id }) => id)).size).toBe(patterns.length)
      },
    ),
  )
})

test('random words stay in bounds: 200 patterns at most from 5,000 messages of one shape', () => {
  const messages = Array.from(
    { length: 5_000 },
    (_, i) => `fail ${Array.from({ length: 20 }, (__, k) => word(i * 31 + k * 17)).join(' ')}`,
  )
  const patterns = minePatterns(at(messages))
  expect(patterns.length).toBeLessThanOrEqual(200)
  expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(5_000)
})

function word(seed: number): string {
  return [1, 7, 13, 29].map((k) => String.fromCharCode(97 + ((seed * k) % 26))).join('')
}

test('a sparkline is one character a value; a dot is nothing', () => {
  expect(sparkline([0, 1, 4, 8])).toBe('.▁▄█')
  expect(sparkline([0, 0])).toBe('..')
  expect(sparkline([])).toBe('')
})
