import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { sha256 } from '../../src/domain/json.ts'
import { caseForEachTest, door, incident, world } from '../support/case.ts'
import { refusal } from '../support/incident.ts'
import { reproduceOn, workIncident } from '../support/work.ts'

caseForEachTest()

const work = () => workIncident(door, world, incident)
const reproduce = (more: object) => reproduceOn(door, incident, more)

test('G7: an incomplete packet is refused with everything that is missing and how to supply it', async () => {
  const reply = await door.call('render_packet', { incident })
  expect(refusal(reply)).toEqual({ isError: true, code: 'INCOMPLETE', rule: 'G7' })
  const { missing } = reply.structured['error'] as { missing: { what: string; how: string }[] }
  expect(missing.length).toBeGreaterThan(5)
  for (const { what, how } of missing) expect(reply.text).toContain(`${what}: ${how}`)
})

test('G7 G5: a complete packet is linted, stored, announced and dated in UTC minutes', async () => {
  await work()
  const reply = await door.call('render_packet', { incident })
  expect(reply.text).toMatch(/^Rendered packet/)
  const { file, sha256: digest } = reply.structured as { file: string; sha256: string }
  const packet = readFileSync(world.path('knowledge', file), 'utf8')
  expect(sha256(packet)).toBe(digest)
  const headings = [...packet.matchAll(/^## (.+)$/gm)].map((match) => match[1])
  expect(headings).toEqual(
    expect.arrayContaining([
      'Summary',
      'Impact & Telemetry',
      'Reproduction Steps',
      'Mitigation Attempts',
      'Risks & Blocking Constraints',
      'Asks for Engineering',
      'Next Update Due',
    ]),
  )
  expect(packet).toContain(door.house.record.verifierKey().split('+')[0])
  expect(packet).not.toMatch(/Rosalind|Quayle|customer\.example|7946.?0958/)
  const ticket = readFileSync(world.path('tickets/sup-1042.md'), 'utf8')
  expect(ticket).toContain('packet.md')
})

test('G5: each row of the timeline names a UTC minute and its region', async () => {
  await work()
  await door.call('render_packet', { incident, document: 'timeline' })
  const timeline = readFileSync(world.path('knowledge', incident, 'timeline.md'), 'utf8')
  const rows = timeline.split('\n').filter((line) => /^\| (?!Milestone|-)/.test(line))
  expect(rows.length).toBeGreaterThanOrEqual(4)
  for (const row of rows) {
    expect(row).toMatch(
      /^\| [^|]+ \| \d{4}-\d\d-\d\dT\d\d:\d\dZ \| [^|]+ \| [^|]*eu-west-1[^|]* \|$/,
    )
  }
  expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual(
    expect.arrayContaining(['Detection', 'Triage', 'Mitigation', 'Handoff']),
  )
})

test('G5: an instant without a zone is refused in every argument', async () => {
  const zoneless = '2026-11-23T07:00:00'
  for (const [name, args] of [
    ['query_logs', { incident, from: zoneless }],
    ['list_deployments', { incident, to: zoneless }],
    ['record_note', { incident, type: 'observation', text: 'x', at: zoneless }],
    ['open_incident', { title: 'x', detectedAt: zoneless }],
  ] as const) {
    expect(refusal(await door.call(name, args))).toMatchObject({
      isError: true,
      code: 'INVALID_INPUT',
    })
  }
})

test('G8: a run that did not reproduce needs its deviations, and both stand in the recipe', async () => {
  expect(refusal(await reproduce({ result: 'not_reproduced', deviations: [] }))).toEqual({
    isError: true,
    code: 'INVALID_INPUT',
    rule: 'G8',
  })
  await reproduce({ result: 'partly', deviations: ['staging has one node, production six'] })
  await door.call('render_packet', { incident, document: 'recipe' })
  const recipe = readFileSync(world.path('knowledge', incident, 'recipe.md'), 'utf8')
  expect(recipe).toContain('staging has one node, production six')
})
