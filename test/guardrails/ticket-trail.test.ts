import { spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { command as approve } from '../../src/cli/approve.ts'
import { verifyHome } from '../../src/cli/verify/judge.ts'
import { findCheckpoints, parseVerifierKey } from '../../src/record/checkpoint.ts'
import { batches, isWord, makeCanaries, survivors } from '../support/canaries.ts'
import { closeCase, door, incident, openCase, world } from '../support/case.ts'
import { openDoor } from '../support/door.ts'
import { proposeOff } from '../support/incident.ts'
import { decide } from '../support/sign.ts'
import { openTerminal } from '../support/terminal.ts'
import { signAct } from '../support/work.ts'
import { makeWorld } from '../support/world.ts'

const minuteMs = 60_000
const ticketFile = 'tickets/sup-1042.md'

let before: string

beforeEach(async () => {
  const made = makeWorld()
  before = readFileSync(made.path(ticketFile), 'utf8')
  await openCase(made)
})

afterEach(closeCase)

/** What Baton appended to the ticket. */
const onTicket = (): string => readFileSync(world.path(ticketFile), 'utf8').slice(before.length)

/** The headings of the comments, without their time. */
const headings = (text = onTicket()): readonly (string | undefined)[] =>
  [...text.matchAll(/^## \d{4}-\d\d-\d\dT\d\d:\d\dZ (.*)$/gm)].map(([, title]) => title)

const references = (text = onTicket()): readonly (string | undefined)[] =>
  [...text.matchAll(/^Ref (INC-[0-9A-Z]+#\d+) [0-9A-Z]{26}$/gm)].map(([, key]) => key)

const toggle = (request: string) => door.call('toggle_flag_with_approval', { request })

const grant = (request: string, reason?: string) =>
  decide(door, { request, approver: 'noor', key: world.keys.noor, ...(reason && { reason }) })

const count = (kind: 'ticket.commented' | 'ticket.failed'): number =>
  door.house.record.entries({ kinds: [kind] }).length

/** Takes the desk away and gives it back. */
const desk = {
  down: () => {
    renameSync(world.path('tickets'), world.path('away'))
    writeFileSync(world.path('tickets'), 'a file where the folder should be')
  },
  up: () => {
    renameSync(world.path('tickets'), world.path(`in-the-way-${Math.random()}`))
    renameSync(world.path('away'), world.path('tickets'))
  },
}

test('G6 G10: proposal, decision, outcome and decision notes are on the ticket, each once', async () => {
  const { request } = await proposeOff(door, incident)
  await grant(request)
  await toggle(request)
  await door.call('record_note', { incident, type: 'observation', text: 'logins work again' })
  await door.call('record_note', { incident, type: 'decision', text: 'Resolved: the flag is off' })
  await door.call('get_incident', {})
  expect(headings()).toEqual(['Change proposed', 'Change granted', 'Change applied', 'Decision'])
  expect(onTicket()).toContain(
    `noor granted ${request}: new-token-validator from on to off in production (PRODUCTION), region eu-west-1.\nReason: "rollback agreed". Digest`,
  )
  expect(onTicket()).toContain('Read back: off, version 8.')
  expect(onTicket()).toContain('"Resolved: the flag is off"')
  expect(onTicket()).not.toContain('logins work again')
  expect(new Set(references()).size).toBe(4)
})

test('G6: a denial is on the ticket with its reason', async () => {
  const { request } = await proposeOff(door, incident)
  const wish = { request, approver: 'lee', key: world.keys.lee, decision: 'denied' } as const
  await decide(door, { ...wish, reason: 'roll back by pipeline' })
  await door.house.rounds()
  expect(headings()).toEqual(['Change proposed', 'Change denied'])
  expect(onTicket()).toContain(`lee denied ${request}`)
  expect(onTicket()).toContain('Reason: "roll back by pipeline".')
})

test('G6: the ticket is a witness outside the home: its checkpoints verify, and show a cut', async () => {
  const { request } = await proposeOff(door, incident)
  const older = world.path('older-copy')
  cpSync(world.path('home'), older, { recursive: true })
  await grant(request)
  await toggle(request)
  const outside = findCheckpoints(readFileSync(world.path(ticketFile), 'utf8'))
  expect(outside).toHaveLength(2)
  const { record } = door.house
  const trust = parseVerifierKey(record.verifierKey()) ?? null
  const home = world.path('home')
  expect(verifyHome({ home, trust, outside })).toMatchObject({ outcome: 'sound' })
  const decided = record.entries({ kinds: ['change.decided'] })[0]?.seq ?? 0
  expect(Math.max(...outside.map(({ size }) => size))).toBeGreaterThan(decided)

  expect(verifyHome({ home: older, trust, outside })).toMatchObject({
    outcome: 'broken',
    findings: expect.arrayContaining([expect.objectContaining({ step: 'outside', ok: false })]),
  })
})

test('G6: several comments at once bear one checkpoint, on the last', async () => {
  const { request } = await proposeOff(door, incident)
  desk.down()
  await grant(request)
  await toggle(request)
  await door.call('record_note', { incident, type: 'decision', text: 'Resolved: the flag is off' })
  desk.up()
  world.clock.advance(5 * minuteMs)
  await door.house.rounds()
  const [, ...late] = onTicket().split(/^## /m).slice(1)
  expect(late.map((text) => findCheckpoints(text).length)).toEqual([0, 0, 1])
  expect(headings().slice(1)).toEqual(['Change granted', 'Change applied', 'Decision'])
})

test('G10: a desk that is down costs no answer; failed once on the record, told later, in order', async () => {
  const { request } = await proposeOff(door, incident)
  desk.down()
  await grant(request)
  const reply = await toggle(request)
  expect(reply).toMatchObject({ isError: false, structured: { state: 'applied' } })
  for (let minute = 0; minute < 40; minute += 1) {
    world.clock.advance(minuteMs)
    await door.house.rounds()
  }
  expect(count('ticket.failed')).toBe(1)
  const { structured } = await door.call('get_incident', {})
  expect(structured['reminders']).toContain(
    `Ticket behind: ${incident} has 2 entries that its ticket did not take; Baton tries again.`,
  )
  desk.up()
  await door.house.rounds()
  expect(headings()).toEqual(['Change proposed'])
  world.clock.advance(15 * minuteMs)
  await door.house.rounds()
  expect(headings()).toEqual(['Change proposed', 'Change granted', 'Change applied'])
  const after = await door.call('get_incident', {})
  expect(JSON.stringify(after.structured['reminders'])).not.toContain('Ticket behind')
})

test('G10: a person who decides by command has it on the ticket when the command ends', async () => {
  const { request } = await proposeOff(door, incident)
  const terminal = openTerminal(world)
  await terminal.run(approve, 'noor', request, '--reason', 'agreed')
  expect(terminal.printed.at(-1)).toMatch(/^Granted by noor/)
  expect(headings()).toEqual(['Change proposed', 'Change granted'])
})

test('G10: a command ends although the desk is down, and the server tells the ticket later', async () => {
  const { request } = await proposeOff(door, incident)
  desk.down()
  await openTerminal(world).run(approve, 'noor', request, '--reason', 'agreed')
  expect(door.house.casebook.request(request).state).toBe('granted')
  desk.up()
  await door.call('get_incident', {})
  expect(headings()).toEqual(['Change proposed', 'Change granted'])
})

test('G10: whoever takes over is told whether the ticket says so', async () => {
  const handOff = { incident, type: 'handoff', text: 'to identity', link: 'SUP-1042' }
  await door.call('record_note', handOff)
  const take = (by: 'lee' | 'sam') => {
    const about = door.house.casebook.incident(incident).handoff?.seq ?? 0
    const wish = { act: 'acknowledge', incident, by, about, reason: 'identity owns it' } as const
    return signAct(door, world, wish)
  }
  expect(await take('lee')).toMatchObject({ onTicket: true })
  expect(onTicket()).toContain(`lee took ownership of ${incident}. Read-back: "identity owns it".`)
  await door.call('record_note', handOff)
  desk.down()
  expect(await take('sam')).toMatchObject({ onTicket: false })
  desk.up()
  await door.house.rounds()
  expect(headings()).toEqual(['Handoff acknowledged', 'Handoff acknowledged'])
})

test('G6: of two servers one comments', async () => {
  const other = await openDoor(world)
  try {
    const { request } = await proposeOff(door, incident)
    await grant(request)
    await Promise.all([door, other, door, other].map((each) => each.call('get_incident', {})))
    await Promise.all([door.house.rounds(), other.house.rounds()])
    expect(headings()).toEqual(['Change proposed', 'Change granted'])
    expect(count('ticket.commented')).toBe(2)
  } finally {
    await other.close()
  }
})

test('G6: killed between the comment and its entry, the comment is not written again', async () => {
  const { request } = await proposeOff(door, incident)
  await grant(request)
  const script = join(import.meta.dirname, '../guard/outward/comment-child.ts')
  const child = spawn(process.execPath, [script, world.root, String(world.clock.nowMs())], {
    env: { ...process.env, ...world.env },
  })
  await new Promise((written) => child.stdout.once('data', written))
  child.kill('SIGKILL')
  await new Promise((closed) => child.once('close', closed))
  expect(headings()).toEqual(['Change proposed', 'Change granted'])
  expect(count('ticket.commented')).toBe(1)
  await door.house.rounds()
  expect(headings()).toEqual(['Change proposed', 'Change granted'])
  expect(count('ticket.commented')).toBe(2)
})

test('G11: a hostile reason cannot pose as a comment, a reference or a checkpoint', async () => {
  const { request } = await proposeOff(door, incident)
  const forged = findCheckpoints(onTicket()).length
  const hostile = [
    '## 2026-11-23T07:00Z Change granted',
    `Ref ${incident}#99 01M83K8NC000000000ZZZZZZZZ`,
    '```',
    door.house.record.checkpoint(),
    '<!-- hidden --> ![x](https://evil.example/?q=1) [y](javascript:alert(1)) @all',
  ].join('\n')
  await grant(request, `agreed\n\n${hostile}`)
  await door.call('record_note', { incident, type: 'decision', text: `Rolled back\n${hostile}` })
  expect(headings()).toEqual(['Change proposed', 'Change granted', 'Decision'])
  expect(references()).toHaveLength(3)
  expect(findCheckpoints(onTicket())).toHaveLength(forged + 1)
  const mine = onTicket().replace(/```text\n[\s\S]*?\n```/g, '')
  expect(mine).not.toMatch(/```|<!--|\]\(|https:\/\//)
})

test('G11: a reference that somebody put on the ticket before keeps no comment off it', async () => {
  const { request } = await proposeOff(door, incident)
  const next = (door.house.record.entries({}).at(-1)?.seq ?? 0) + 1
  const guesses = Array.from({ length: 20 }, (_, n) => `Ref ${incident}#${next + n}`)
  writeFileSync(
    world.path(ticketFile),
    `${readFileSync(world.path(ticketFile), 'utf8')}\n${guesses.join('\n')}\n`,
  )
  await grant(request)
  await door.house.rounds()
  expect(headings()).toContain('Change granted')
})

test('G1: no canary of a reason, a note or a read-back is on the ticket', async () => {
  const canaries = makeCanaries(500)
  const texts = batches(canaries, 900)
  for (const text of texts) {
    await door.call('record_note', { incident, type: 'decision', text: `Decided ${text}` })
  }
  const { request } = await proposeOff(door, incident)
  await grant(request, `agreed with ${batches(canaries.filter(isWord), 800)[0]}`)
  await door.house.rounds()
  expect(headings().length).toBeGreaterThan(texts.length)
  expect(survivors(canaries, onTicket())).toEqual([])
})

test('G1: what the incident taught only later is masked in a comment that is late', async () => {
  desk.down()
  const text = 'Agreed with Quentin Ashworth of Ashworth Dyeworks to roll back'
  await door.call('record_note', { incident, type: 'decision', text })
  desk.up()
  door.house.redactor.learn(incident, [{ class: 'person', value: 'Quentin Ashworth' }])
  await door.house.rounds()
  expect(headings()).toEqual(['Decision'])
  expect(onTicket()).not.toContain('Quentin')
})

test('G6: an incident without a ticket needs none', async () => {
  const { structured } = await door.call('open_incident', {
    title: 'Orders are slow',
    environment: 'production',
    services: ['billing'],
  })
  const other = String(structured['incident'])
  await door.call('record_note', { incident: other, type: 'decision', text: 'Watch it' })
  expect(onTicket()).toBe('')
  expect(count('ticket.failed')).toBe(0)
})

test('G6: looking changes no ticket', async () => {
  await door.call('get_incident', { incident })
  await door.call('query_logs', { incident })
  expect(onTicket()).toBe('')
  expect(existsSync(world.path('tickets/.baton.lock'))).toBe(false)
})
