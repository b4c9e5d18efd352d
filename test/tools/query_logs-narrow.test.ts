import { expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import { Input } from '../../src/tools/shared/logs/input.ts'
import { ask, contextOf, hour, startMs, token, tool, view } from './asking.ts'

/** Twenty requests; each passes web, auth and the database, and auth fails in every fourth. Web alone knows both ids. */
const requests = Array.from({ length: 20 }, (_, i) => {
  const at = (ms: number): string => toIso(startMs + i * 60_000 + ms)
  const failed = i % 4 === 0
  const trace = { 'trace.id': `trace-${String(i).padStart(4, '0')}` }
  const correlation = { 'labels.correlation_id': `order-${String(i).padStart(4, '0')}` }
  return [
    {
      '@timestamp': at(0),
      'service.name': 'web',
      message: 'order received',
      ...trace,
      ...correlation,
    },
    {
      '@timestamp': at(40),
      'service.name': 'auth',
      'log.level': failed ? 'error' : 'info',
      message: failed ? `key ${i} of ${['ana', 'bo'][i % 2]}@example.com expired` : 'key accepted',
      'user.id': `u${i % 7}`,
      ...trace,
    },
    { '@timestamp': at(90), 'service.name': 'db', message: `query took ${i} ms`, ...correlation },
  ]
})
const log = requests
  .flat()
  .map((line) => JSON.stringify({ 'log.level': 'info', ...line }))
  .join('\n')

const totalOf = async (input: object): Promise<number> =>
  (await ask({ ...hour, ...input }, log)).structured.totals.total

test.each([
  [{ query: 'expired' }, 5],
  [{ query: 'service:auth NOT expired' }, 15],
  [{ query: 'level:error OR "order received"' }, 25],
  [{ query: 'query', service: 'auth' }, 0],
  [{ query: 'query', text: 'took 7 ms' }, 1],
  [{ query: `user:${token}`, incident: 'INC-1' }, 3],
  [{ correlation: 'order-0003' }, 3],
])('%j finds %i events', async (input, total) => {
  expect(await totalOf(input)).toBe(total)
})

test('a condition is repeated in our words, with names of the configuration alone', async () => {
  const query = 'service:auth (level:error OR status:5xx) NOT "ana" version:9'
  const { structured } = await ask({ ...hour, query }, log)
  expect(structured.query).toBe(
    '(service auth and (level error or worse or status 5xx) and not text «argument» and version «argument»)',
  )
})

test.each([
  [{ query: '(a' }, 'INVALID_INPUT'],
  [{ query: 'service:nope' }, 'NOT_FOUND'],
  [{ query: 'level:loud' }, 'INVALID_INPUT'],
  [{ query: 'user:u2' }, 'INVALID_INPUT'],
  [{ exclude_patterns: 'the second one' }, 'INVALID_INPUT'],
  [{ exclude_patterns: 'P-000000' }, 'NOT_FOUND'],
])('%j is refused as %s', async (input, code) => {
  await expect(ask({ ...hour, ...input }, log)).rejects.toMatchObject({ code })
})

test('the story of a request is told in the order of time, over every service that knows it by any id', async () => {
  const { structured } = await ask({ ...hour, trace: 'trace-0004' }, log)
  expect(structured.story).toEqual({
    services: ['web', 'auth', 'db'],
    lastsMs: 90,
    followed: [{ id: 'correlation', value: 'order-0004' }],
  })
  expect(
    structured.samples.map(({ service, afterMs, level }) => [service, afterMs, level]),
  ).toEqual([
    ['web', 0, 'info'],
    ['auth', 40, 'error'],
    ['db', 90, 'info'],
  ])
  const text = await tool.render(structured, view)
  expect(text).toContain('Story of the request in the order of time, 90 ms so far:')
  expect(text).toContain('over web -> auth -> db; also known as correlation=order-0004')
  expect(text).not.toContain('example.com')
})

test('a story of many events goes on behind its cursor, counted from its first event', async () => {
  const context = await contextOf(log)
  const asked = { ...hour, correlation: 'order-0007', samples: 2 }
  const first = (await tool.run(Input.parse(asked), context)).structured
  const cursor = first.cursor!
  const second = (await tool.run(Input.parse({ ...asked, cursor }), context)).structured
  expect(second.samples.map(({ service, afterMs }) => [service, afterMs])).toEqual([['db', 90]])
  expect(second.cursor).toBeNull()
})

test('what was excluded by its id is gone from every figure, and the answer says so', async () => {
  const calm = { ...hour, query: 'level:info NOT level:error' }
  const { structured: all } = await ask(calm, log)
  expect(all.coverage.of).toBe('events')
  const { id, count } = all.patterns[0]!
  const { structured: rest } = await ask({ ...calm, exclude_patterns: id }, log)
  expect(rest.totals.total).toBe(all.totals.total - count)
  expect(rest.patterns.map((pattern) => pattern.id)).not.toContain(id)
  expect(rest.query).toMatch(/, some patterns left out$/)
})

test('a pattern that drowns the others is offered for exclusion', async () => {
  const noisy = [
    ...Array.from({ length: 90 }, (_, i) => [i * 30_000, `upstream refused call ${i}`] as const),
    ...Array.from(
      { length: 10 },
      (_, i) => [i * 300_000, `certificate of peer ${i} unknown`] as const,
    ),
  ]
    .map(([ms, message]) =>
      JSON.stringify({ '@timestamp': toIso(startMs + ms), 'log.level': 'error', message }),
    )
    .join('\n')
  const { structured } = await ask(hour, noisy)
  const offered = structured.narrower.find((one) => one.includes('exclude_patterns='))
  expect(offered).toBe(
    `without the most frequent pattern: exclude_patterns=${structured.patterns[0]!.id}`,
  )
  const { structured: rest } = await ask(
    { ...hour, exclude_patterns: structured.patterns[0]!.id },
    noisy,
  )
  expect(rest.totals.total).toBe(10)
})
