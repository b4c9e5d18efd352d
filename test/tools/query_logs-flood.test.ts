import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { afterEach, expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import { type Door, openDoor } from '../support/door.ts'
import { openIncident } from '../support/incident.ts'
import { type World, makeWorld, startMs } from '../support/world.ts'

let world: World
let door: Door

afterEach(async () => {
  await door.close()
  world.remove()
})

const window = { from: toIso(startMs - 3_600_000), to: toIso(startMs) }
const label = (i: number): string => `${'👩‍👩‍👧🔥𝔘'.repeat(40)}${i}`

/** Every value another one of 200 emoji, in 4 files beside 60 that are not there, with broken lines in between. */
function flooded(): World {
  const missing = Array.from({ length: 60 }, (_, i) => ({
    files: [`${'x'.repeat(70)}-${i}/*.log`],
  }))
  const made = makeWorld({ config: { logs: [{ files: ['logs/*.ndjson'] }, ...missing] } })
  for (let file = 0; file < 4; file++) {
    const lines = Array.from({ length: 600 }, (_, i) => {
      const one = label(file * 600 + i)
      return JSON.stringify({
        '@timestamp': toIso(startMs - 3_000_000 + i * 4_800),
        'log.level': i % 5 === 0 || i > 400 ? 'error' : 'info',
        message: `${one} ${'𝔘𝔫𝔦 '.repeat(i % 300)}`,
        service: { name: one, version: one },
        cloud: { region: one },
        trace: { id: i % 3 === 0 ? 'trace-0001' : one },
        labels: { correlation_id: `corr-${file}-${i}-of-a-request` },
        http: { response: { status_code: 500 + (i % 90) } },
        url: { path: `/${one}` },
        user: { id: one },
      })
    })
    made.write(
      `logs/${'f'.repeat(70)}-${file}.ndjson`,
      `${lines.join('\n')}\n${'{bad\n'.repeat(5)}`,
    )
  }
  return made
}

test('an answer keeps to its page whatever the logs hold, and twenty samples to theirs', async () => {
  world = flooded()
  door = await openDoor(world)
  for (const [args, most, both] of [
    [{}, 1_500, 3_000],
    [{ samples: 20 }, 4_000, 6_000],
    [{ trace: 'trace-0001' }, 1_500, 3_000],
  ] as const) {
    const { text, structured } = await door.call('query_logs', { ...window, ...args })
    const sizes = [encode(text).length, encode(JSON.stringify(structured)).length]
    expect(structured['totals']).toMatchObject({ partial: true, truncated: true })
    expect(Math.max(...sizes)).toBeLessThanOrEqual(most)
    expect(sizes[0]! + sizes[1]!).toBeLessThanOrEqual(both)
  }
})

test('where no source could be read nothing says that there were no errors, in the answer or on the record', async () => {
  world = makeWorld({ config: { logs: [{ files: ['nowhere/*.ndjson'] }] } })
  door = await openDoor(world)
  const incident = await openIncident(door)
  const { text, structured } = await door.call('query_logs', { incident })
  expect(text).toContain('NOTHING WAS READ, see gaps: there may be errors.')
  expect(text).toContain('Onset: Unknown: no source of logs could be read.')
  expect(text).not.toMatch(/\b0 (?:errors|events)/)
  expect(structured['totals']).toMatchObject({ partial: true })
  const record = await door.call('get_document', { path: `incidents/${incident}/record` })
  expect(record.text).toContain(
    'No source of logs could be read: whether there were errors is unknown.',
  )
  expect(record.text).not.toMatch(/0 errors in 0 events/)
})
