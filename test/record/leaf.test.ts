import { createHash } from 'node:crypto'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { canonicalJson } from '../../src/domain/json.ts'
import { entryId } from '../../src/record/entry-id.ts'
import { bodyDigest, leafHash, sealedDigest } from '../../src/record/leaf.ts'

const header = fc.record({
  seq: fc.nat(),
  id: fc.string({ unit: 'binary' }),
  incident: fc.option(fc.string({ unit: 'binary' })),
  kind: fc.string({ unit: 'binary' }),
  at: fc.string(),
  actor: fc.string({ unit: 'binary' }),
  actorKind: fc.string(),
  once: fc.option(fc.string({ unit: 'binary' })),
  digest: fc.string(),
})

test('a header is canonical JSON, and its leaf hash that of RFC 6962', () => {
  fc.assert(
    fc.property(header, ({ seq, id, incident, kind, at, actor, actorKind, once, digest }) => {
      const value = {
        v: 1,
        seq,
        id,
        incident,
        kind,
        at,
        digest,
        actor: { id: actor, kind: actorKind },
        ...(once === null ? {} : { once }),
      }
      const flat = { seq, id, incident, kind, at, actor, actorKind, once, digest }
      const bytes = Buffer.concat([Buffer.of(0), Buffer.from(canonicalJson(value))])
      expect(leafHash(flat)).toBe(createHash('sha256').update(bytes).digest('hex'))
    }),
  )
})

test('a body digest is SHA-256 of salt and body, however long and in whatever form it comes', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.string(),
      fc.nat(3),
      (salt, text, grow) => {
        const body = JSON.stringify(text.repeat(10 ** grow))
        const expected = createHash('sha256').update(salt).update(body).digest('hex')
        expect(bodyDigest(salt, body)).toBe(expected)
        expect(sealedDigest(Buffer.concat([salt, Buffer.from(body)]))).toBe(expected)
      },
    ),
  )
})

test('ids rise with the entry number, also within one millisecond', () => {
  const ids = Array.from({ length: 200 }, (_, index) => entryId(1_795_417_200_000, index + 1))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(200)
  expect(ids[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  expect(entryId(1_795_417_200_001, 1) > ids.at(-1)!).toBe(true)
})
