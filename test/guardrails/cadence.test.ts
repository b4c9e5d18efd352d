import { existsSync, readFileSync, readdirSync } from 'node:fs'

import { expect, test } from 'vitest'

import { namespaceOf } from '../../src/domain/act.ts'
import { caseForEachTest, door, incident, world } from '../support/case.ts'
import { refusal } from '../support/incident.ts'
import { signStatement } from '../support/sign.ts'

const minuteMs = 60_000

caseForEachTest()

/** The messages in the outbox, oldest first. */
function outbox(): readonly { to: readonly string[]; subject: string; text: string }[] {
  if (!existsSync(world.path('outbox'))) return []
  return readdirSync(world.path('outbox'))
    .toSorted()
    .map((file) => JSON.parse(readFileSync(world.path('outbox', file), 'utf8')) as never)
}

const remindersOf = async (): Promise<unknown> =>
  (await door.call('get_incident', {})).structured['reminders']

test('G9: an overdue update is shown in every answer, also in refusals, until one is sent', async () => {
  expect(await remindersOf()).toBeUndefined()
  world.clock.advance(16 * minuteMs)
  const line = `Update overdue: ${incident} (SEV1) was due 2026-11-23T07:15Z, owner maria.`
  expect(await remindersOf()).toEqual([line])
  const refused = await door.call('no_such_tool')
  expect(refused.isError).toBe(true)
  expect(refused.text).toContain(line)
  await door.call('record_note', { incident, type: 'update_sent', text: 'Slack and Statuspage' })
  expect(await remindersOf()).toBeUndefined()
  world.clock.advance(31 * minuteMs)
  expect(await remindersOf()).toHaveLength(1)
})

test('G10 G3: an unacknowledged handoff pages the matrix rung by rung, once each, and skips none', async () => {
  await door.call('record_note', {
    incident,
    type: 'handoff',
    text: 'to identity team',
    link: 'SUP-1042',
  })
  await door.call('get_incident', {})
  expect(outbox()).toEqual([])
  world.clock.advance(16 * minuteMs)
  await door.call('get_incident', {})
  await door.call('get_incident', {})
  expect(outbox().map(({ to }) => to)).toEqual([['sam']])
  world.clock.advance(13 * minuteMs)
  await door.call('get_incident', {})
  expect(outbox()).toHaveLength(1)
  world.clock.advance(2 * minuteMs)
  await door.call('get_incident', {})
  expect(outbox().map(({ to }) => to)).toEqual([['sam'], ['noor']])
  expect(outbox()[1]?.text).toContain(incident)
})

test('G10: handing off again does not move the service level', async () => {
  const handOff = () =>
    door.call('record_note', { incident, type: 'handoff', text: 'to identity', link: 'SUP-1042' })
  await handOff()
  world.clock.advance(14 * minuteMs)
  await handOff()
  world.clock.advance(2 * minuteMs)
  await door.call('get_incident', {})
  expect(outbox().map(({ to }) => to)).toEqual([['sam']])
})

test('G10: the receiver signs for the handoff; the ticket says so and the paging ends', async () => {
  await door.call('record_note', {
    incident,
    type: 'handoff',
    text: 'to identity',
    link: 'SUP-1042',
  })
  const acts = await door.house.openActs()
  const about = door.house.casebook.incident(incident).handoff?.seq ?? 0
  const sign = (by: 'lee' | 'maria', text = 'identity owns the fix') => {
    const statement = acts.draft({ act: 'acknowledge', incident, by, about, reason: text })
    const signature = signStatement(statement, world.keys[by], namespaceOf('acknowledge'))
    return { statement, signature }
  }
  await expect(acts.take(sign('maria'))).rejects.toMatchObject({
    code: 'DENIED',
    rule: 'receiver-is-not-sender',
  })
  const { statement } = sign('lee')
  const asDecision = signStatement(statement, world.keys.lee)
  await expect(acts.take({ statement, signature: asDecision })).rejects.toMatchObject({
    code: 'DENIED',
    rule: 'decision-as-signed',
  })
  expect(await acts.take(sign('lee'))).toMatchObject({ onTicket: true })
  const { structured } = await door.call('get_incident', { incident })
  expect(structured).toMatchObject({ brief: { state: 'acknowledged' } })
  const ticket = readFileSync(world.path('tickets/sup-1042.md'), 'utf8')
  expect(ticket).toContain('lee took ownership of')
  world.clock.advance(60 * minuteMs)
  await door.call('get_incident', {})
  expect(outbox()).toEqual([])
})

test('G3: the agent has no tool that pages past the rota', async () => {
  const names = (await door.client.listTools()).tools.map(({ name }) => name)
  expect(names).not.toContain('page_oncall')
  expect(refusal(await door.call('page_oncall', { person: 'noor', bypass: true }))).toMatchObject({
    isError: true,
    code: 'NOT_FOUND',
  })
})

test('G10: a blocker reaches the incident commander and SRE at once', async () => {
  const { structured } = await door.call('record_note', {
    incident,
    type: 'blocker',
    text: 'the rollback job is stuck',
  })
  expect(structured['notified']).toEqual(['noor', 'sam'])
  expect(outbox().map(({ to, text }) => ({ to, text }))).toEqual([
    { to: ['noor', 'sam'], text: 'the rollback job is stuck' },
  ])
})
