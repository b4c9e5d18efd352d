import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { minePatterns } from '../../src/domain/patterns.ts'
import { exclusionOf } from '../../src/domain/patterns/exclusion.ts'
import { messageIn } from '../../src/domain/patterns/header.ts'
import { newPen, wordsOf } from '../../src/domain/patterns/pen.ts'
import { writeShape } from '../../src/domain/patterns/shape.ts'
import { wildcard } from '../../src/domain/patterns/template.ts'

function shape(text: string): string {
  const pen = newPen()
  writeShape(text, 0, text.length, pen)
  return wordsOf(pen).join(' ').replaceAll('\u0001', wildcard)
}

describe('what varies is a value from the start', () => {
  test.each([
    ['took 12 ms, then -3.5e7', 'took <*> ms, then <*>'],
    ['order 7f3a9c1e-0b4d-4a52-9e11-aabbccddeeff shipped', 'order <*> shipped'],
    ['order deadbeef-dead-beef-cafe-000000000001 shipped', 'order <*> shipped'],
    ['digest=ffffffff of blob_9981_v2', 'digest=<*> of blob_<*>'],
    ['port aa:bb:cc:dd:ee:ff is down', 'port <*> is down'],
    ['peer fe80:0:0:1::9 and 10.1.2.3:8080', 'peer fe<*> and <*>'],
    ['open /var/lib/app/a.db: no space', 'open <*>: no space'],
    ['open C:\\data\\app.db, retry', 'open <*>, retry'],
    ['GET https://api.example.org/v1/a?b=c, slow', 'GET <*>, slow'],
    ['lookup of mail.example.org failed', 'lookup of <*> failed'],
    ['lookup of node17.rack.internal (10.0.0.7) failed', 'lookup of <*>) failed'],
    [
      'lookup of example.com failed, not of Example.run',
      'lookup of <*> failed, not of Example.run',
    ],
    ['mail to ann@example.org bounced', 'mail to <*> bounced'],
    ['by «email:7Q3fK2abXk9sLm2P» from «ipv4:f8w6NVXISeFjLmZS»', 'by <*> from <*>'],
    ['freed 1.5 MB of 12 GB, left 300 B', 'freed <*> of <*>, left <*>'],
    ['sent 1200 bytes (1.2 KB) in <1 sec', 'sent <*> bytes in <*>'],
    ['ready=true, mode: null and on = False', 'ready=<*>, mode: <*> and on = <*>'],
    ['since Tue Nov 24 10:00:00 UTC 2026 idle', 'since <*> idle'],
    ['may the Sun shine', 'may the Sun shine'],
    ['drop part_1 part_2 part_3 now', 'drop part_<*> now'],
    ['fans at ( 3000 **** 2900 ) rpm', 'fans at ( <*> ) rpm'],
    ['codes [1, 2, 3] and [4]', 'codes [<*>] and [<*>]'],
    ['a template of <*> words stays one', 'a template of <*> words stays one'],
    [
      'org.example.Pool and a.b.c stay, so does read/write',
      'org.example.Pool and a.b.c stay, so does read/write',
    ],
    ['first line\nsecond 2', 'first line'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(shape(text)).toBe(expected)
  })
})

describe('the message of a plain line', () => {
  test.each([
    ['2026-11-23T06:00:00.123Z ERROR [auth,trace=1] c.a.Foo - refused', 'refused'],
    ['2026-11-23 06:00:00,123 - WARN  [Thread[a]/0:0:Leader@12] - refused', 'refused'],
    ['Nov 23 06:00:00 web-1 sshd(pam)[123]: refused', 'refused'],
    ['Nov 23 06:00:00 web-1 Some Tool[123]: refused', 'refused'],
    ['<34>Nov 23 06:00:00 web-1 su: refused', 'refused'],
    ['I1123 06:00:00.123456   12 pool.go:45] refused', 'refused'],
    ['11-23 06:00:00.811  1702  2395 D Window: refused', 'refused'],
    ['[Mon Nov 23 06:00:00 2026] [core:error] [pid 12] refused', 'refused'],
    ['[11.23 06:00:00] tool.exe *64 - refused', 'refused'],
    ['20261123-6:5:9:606|Step|3000|refused', 'refused'],
    ['26/11/23 06:00:00 INFO executor.Backend: refused', 'refused'],
    ['- 1795413600 2026.11.23 n12 Nov 23 06:00:00 n12/n12 crond[1]: refused', 'refused'],
    ['a.log.1 2026-11-23 06:00:00.008 25746 INFO nova.api [req-1 - -] refused', 'refused'],
    [
      'time="2026-11-23T06:00:00Z" level=info msg="it was \\"refused\\"" n=1',
      'it was \\"refused\\"',
    ],
    ['ERROR refused', 'refused'],
    ['error: refused', 'error: refused'],
    ['refused at 06:00:00', 'refused at 06:00:00'],
    ['10.0.0.1 was refused', '10.0.0.1 was refused'],
    ['', ''],
  ])('%s', (line, expected) => {
    const { from, to } = messageIn(line)
    expect(line.slice(from, to)).toBe(expected)
  })
})

const words = fc.constantFrom(
  'pool',
  'disk',
  'login',
  'refused',
  'of',
  'a-1',
  '17',
  'x=2',
  'UP',
  'DOWN',
  '/a/b/c',
  '(3)',
)
const message = fc.array(words, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(' '))

test('the order of messages changes no pattern, and mining twice finds the same ids', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 80 }),
      fc.infiniteStream(fc.nat()),
      (messages, order) => {
        const shuffled = messages
          .map((text) => ({ text, key: order.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ text }) => text)
        const found = (texts: readonly string[]): readonly (readonly [string, number])[] =>
          minePatterns(texts.map((text) => ({ atMs: 0, message: text })))
            .map(({ id, count }) => [id, count] as const)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
        expect(found(shuffled)).toEqual(found(messages))
      },
    ),
  )
})

test('every message belongs to one template, and that finds it again', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 60 }), (messages) => {
      const patterns = minePatterns(messages.map((text, atMs) => ({ atMs, message: text })))
      for (const pattern of patterns) {
        const { matches } = exclusionOf([pattern], patterns)
        expect(messages.filter((text) => matches(text)).length).toBe(pattern.count)
      }
    }),
  )
})
