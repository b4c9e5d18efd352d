import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { nameMatcher, tellingWords, wordsOf } from '../../../src/domain/ranking/name-words.ts'

test.each<[string, string, 'same' | 'partly' | 'none']>([
  ['internal DNS', 'internal-dns', 'same'],
  ['internal DNS', 'dns', 'same'],
  ['webhooks', 'Webhook service', 'same'],
  ['pull requests', 'pullRequests', 'same'],
  ['core proxy / bot management', 'bot-management', 'same'],
  ['actions and copilot', 'copilot', 'same'],
  ['copilot completions', 'copilot', 'partly'],
  ['pull requests dashboard', 'pull requests', 'partly'],
  ['auth', 'auth-db', 'partly'],
  ['auth', 'author', 'none'],
  ['internal DNS', 'internal tools', 'none'],
  ['search load balancers', 'search', 'partly'],
  ['billing', 'payments', 'none'],
  ['オーダー', 'オーダー', 'same'],
  ['auth', '', 'none'],
  ['', '', 'none'],
  ['service', 'service', 'same'],
])('%s and %s: %s', (affected, name, match) => {
  expect(nameMatcher([affected])(name)).toBe(match)
})

test('words are small, singular and bounded whatever is written', () => {
  expect(wordsOf('HTTPGateway-v2: Pull_Requests')).toEqual(['httpgateway', 'v2', 'pull', 'request'])
  expect(tellingWords('core API gateway v2')).toEqual(['api', 'gateway'])
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
      expect(wordsOf(text).length).toBeLessThanOrEqual(120)
      nameMatcher([text])(text)
    }),
    { numRuns: 100 },
  )
})
