import { expect, test } from 'vitest'

import type { Json } from '../../src/domain/json.ts'
import {
  audienceOf,
  needsNoGrant,
  nextUpdateIn,
  publicationDigest,
  publicationOf,
} from '../../src/domain/publication.ts'

const publication = { audience: 'internal', channel: 'outbox', subject: 'S', text: 'T' } as const

test.each<[string, Json, string]>([
  ['messages', publication, 'internal'],
  ['messages', { ...publication, audience: 'executive' }, 'executive'],
  ['messages', { ...publication, audience: 'customers' }, 'customers'],
  ['messages', { ...publication, audience: 'INTERNAL' }, 'customers'],
  ['messages', {}, 'customers'],
  ['messages', null, 'customers'],
  ['messages', 'internal', 'customers'],
  ['feature-flags', publication, ''],
])('system %s with %j is read by: %s', (system, to, audience) => {
  expect(audienceOf({ system, to })).toBe(audience)
  expect(needsNoGrant({ system, to })).toBe(['internal', 'executive'].includes(audience))
})

test('a publication is exactly its four fields of the system messages', () => {
  expect(publicationOf({ system: 'messages', to: publication })).toEqual(publication)
  expect(publicationOf({ system: 'feature-flags', to: publication })).toBeUndefined()
  expect(publicationOf({ system: 'messages', to: { ...publication, cc: 'all' } })).toBeUndefined()
})

test('every field moves the digest, and nothing beside them', () => {
  const digest = publicationDigest(publication)
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  for (const field of ['audience', 'channel', 'subject', 'text']) {
    expect(publicationDigest({ ...publication, [field]: 'other' })).not.toBe(digest)
  }
  expect(publicationDigest({ ...publication, number: 3 } as never)).toBe(digest)
})

test.each([
  ['Next update: 2026-11-23T08:00Z', Date.UTC(2026, 10, 23, 8)],
  ['All is well.\n> **Next Update:** 2026-11-23T08:00Z', Date.UTC(2026, 10, 23, 8)],
  ['next update due: 2026-11-23T08:00Z.', Date.UTC(2026, 10, 23, 8)],
  ['Next update: none, resolved', 'none'],
  ['Next update: soon', undefined],
  ['Next update: 2026-02-30T08:00Z', undefined],
  ['The next update: 2026-11-23T08:00Z', undefined],
  ['', undefined],
])('%j promises %s', (text, promised) => {
  expect(nextUpdateIn(text)).toBe(promised)
})
