import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { caseForEachTest, door, incident, openHouseAgain, world } from '../support/case.ts'
import { openDoor } from '../support/door.ts'
import { flagState, openIncident, proposeOff, refusal } from '../support/incident.ts'
import { decide } from '../support/sign.ts'

const minuteMs = 60_000

caseForEachTest()

const handOff = () =>
  door.call('record_note', { incident, type: 'handoff', text: 'to identity', link: 'SUP-1042' })

function paged(): readonly string[] {
  if (!existsSync(world.path('outbox'))) return []
  return readdirSync(world.path('outbox'))
    .toSorted()
    .flatMap(
      (file) =>
        (JSON.parse(readFileSync(world.path('outbox', file), 'utf8')) as { to: string[] }).to,
    )
}

test('G10: a trust folder that cannot be read costs no answer, and says so in each', async () => {
  await handOff()
  world.clock.advance(20 * minuteMs)
  world.write('trust/people.yaml', 'people: [')
  const { isError, structured } = await door.call('record_note', {
    incident,
    type: 'observation',
    text: 'still failing',
  })
  expect(isError).toBe(false)
  expect(structured['reminders']).toEqual([
    'What is overdue could not be worked out; the trust folder, outbox or record is at fault.',
  ])
})

test('G10: a page that could not be sent is sent again', async () => {
  await handOff()
  world.clock.advance(20 * minuteMs)
  writeFileSync(world.path('outbox'), 'a file where the folder should be')
  await door.call('get_incident', {})
  renameSync(world.path('outbox'), world.path('in-the-way'))
  await door.call('get_incident', {})
  await door.call('get_incident', {})
  expect(paged()).toEqual(['sam'])
})

test('G3 G10: after hours of silence the second rung still waits for the first to answer', async () => {
  await handOff()
  world.clock.advance(180 * minuteMs)
  await door.call('get_incident', {})
  await door.call('get_incident', {})
  expect(paged()).toEqual(['sam'])
  world.clock.advance(16 * minuteMs)
  await door.call('get_incident', {})
  expect(paged()).toEqual(['sam', 'noor'])
})

test('G9: after it is resolved no update is due, and its ticket may be opened again', async () => {
  await door.call('record_note', { incident, type: 'decision', text: 'Resolved: the flag is off' })
  world.clock.advance(24 * 60 * minuteMs)
  const { structured } = await door.call('get_incident', {})
  expect(structured['reminders']).toBeUndefined()
  expect(await openIncident(door)).not.toBe(incident)
})

test('G2: a clock that is set back revives no lapsed grant', async () => {
  const { request } = await proposeOff(door, incident)
  await decide(door, { request, approver: 'noor', key: world.keys.noor })
  world.clock.advance(11 * minuteMs)
  await door.call('get_incident', {})
  world.clock.advance(-5 * minuteMs)
  const reply = await door.call('toggle_flag_with_approval', { request })
  expect(refusal(reply)).toMatchObject({ isError: true, rule: 'grant-unexpired' })
  expect(flagState(world)).toEqual({ on: true, version: 7 })
})

test('G2: a clock set back by an hour refuses no fresh decision', async () => {
  world.clock.advance(-60 * minuteMs)
  const { request } = await proposeOff(door, incident)
  await decide(door, { request, approver: 'noor', key: world.keys.noor })
  const { structured } = await door.call('toggle_flag_with_approval', { request })
  expect(structured).toMatchObject({ state: 'applied' })
})

test('G6: of two servers that open one ticket at once only one opens an incident', async () => {
  const ticket = readFileSync(world.path('tickets/sup-1042.md'), 'utf8')
  world.write('tickets/sup-2000.md', ticket.replace('SUP-1042', 'SUP-2000'))
  const other = await openDoor(world)
  try {
    const [one, two] = await Promise.all(
      [door, other].map((each) => each.call('open_incident', { ticket: 'SUP-2000' })),
    )
    expect(one?.structured['incident']).toBe(two?.structured['incident'])
    expect(one?.structured['existing']).not.toBe(two?.structured['existing'])
  } finally {
    await other.close()
  }
})

test('G6: reads off the record are marked, and a gap entry follows when writing works again', async () => {
  await door.close()
  renameSync(world.path('home'), world.path('kept'))
  writeFileSync(world.path('home'), 'a file where the folder should be')
  await openHouseAgain()
  const { structured } = await door.call('get_document', { path: 'runbooks/incident-response' })
  expect(structured['notOnRecord']).toBe(true)
  renameSync(world.path('home'), world.path('in-the-way'))
  renameSync(world.path('kept'), world.path('home'))
  await door.call('get_document', { path: 'runbooks/incident-response' })
  const gaps = door.house.record.entries({ kinds: ['record.gap'] })
  expect(gaps.map(({ body }) => body?.['calls'])).toEqual([1])
})
