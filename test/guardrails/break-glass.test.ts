import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'

import { command as approve } from '../../src/cli/approve.ts'
import { command as breakGlass } from '../../src/cli/break-glass.ts'
import { command as handOver } from '../../src/cli/command.ts'
import { command as countersign } from '../../src/cli/countersign.ts'
import { command as severity } from '../../src/cli/severity.ts'
import { namespaceOf } from '../../src/domain/act.ts'
import { canonicalJson } from '../../src/domain/json.ts'
import { toIso } from '../../src/domain/time.ts'
import { closeCase, door, incident, openCase, world } from '../support/case.ts'
import { flagState, proposeOff, refusal } from '../support/incident.ts'
import { signStatement } from '../support/sign.ts'
import { type Terminal, openTerminal } from '../support/terminal.ts'
import { workIncident } from '../support/work.ts'
import { makeWorld, startMs } from '../support/world.ts'

const minuteMs = 60_000
const baton = join(import.meta.dirname, '../../src/baton.mjs')
const freeze = {
  from: toIso(startMs - 60 * minuteMs),
  to: toIso(startMs + 72 * 60 * minuteMs),
  reason: 'quarter end',
}
const frozen = { isError: true, code: 'DENIED', rule: 'freeze-window' }
const untouched = { on: true, version: 7 }
const turnedOff = { on: false, version: 8 }

let terminal: Terminal

async function enter(options: Parameters<typeof makeWorld>[0] = {}): Promise<void> {
  const config = { policy: { freeze: [freeze] }, ...options.config }
  await openCase(makeWorld({ ...options, config }))
  terminal = openTerminal(world)
}

beforeEach(() => enter())
afterEach(closeCase)

const reason = ['--reason', 'nobody can log in and the freeze lasts three days']
const noorBreaks = () => terminal.run(breakGlass, 'noor', incident, ...reason)
const leeSigns = (...more: readonly string[]) =>
  terminal.run(countersign, 'lee', incident, '--reason', 'read the list with noor', ...more)
const kinds = () => door.house.record.entries({ incident }).map(({ kind }) => kind)
const refusals = () =>
  door.house.record.entries({ incident, kinds: ['call.refused'] }).map(({ body }) => body)

/** The code and rule with which something is refused. */
async function ruleOf(work: Promise<unknown>): Promise<readonly [string, string]> {
  const error = (await work.then(
    () => ({ code: 'none', rule: 'it was taken' }),
    (cause: unknown) => cause,
  )) as { code: string; rule: string }
  return [error.code, error.rule]
}

/** The timeline of the incident as it lies in the knowledge folder. */
async function timeline(): Promise<string> {
  const text = 'Alert: none fired, the customer reported it'
  await door.call('record_note', { incident, type: 'observation', text })
  const { structured } = await door.call('render_packet', { incident, document: 'timeline' })
  return readFileSync(world.path('knowledge', String(structured['file'])), 'utf8')
}

/** Proposes, has the commander grant, applies; returns what the apply came to. */
async function turnOff(): Promise<unknown> {
  const { request } = await proposeOff(door, incident)
  await terminal.run(approve, 'noor', request, '--reason', 'rollback agreed')
  return (await door.call('toggle_flag_with_approval', { request })).structured['state']
}

test('G2 G6: a freeze stops a change, a commander breaks glass, grants and answers for it', async () => {
  expect(refusal((await proposeOff(door, incident)).reply)).toEqual(frozen)
  await noorBreaks()
  const { request } = await proposeOff(door, incident)
  expect(request).toMatch(/^REQ-/)
  expect(flagState(world)).toEqual(untouched)
  await terminal.run(approve, 'noor', request, '--reason', 'rollback agreed')
  expect(terminal.printed.at(-1)).toContain('Granted by noor under break-glass.')
  await door.call('toggle_flag_with_approval', { request })
  expect(flagState(world)).toEqual(turnedOff)
  const { text, structured } = await door.call('get_request', { request })
  expect(text).toContain('Under break-glass by "noor", until 2026-11-23T07:30:00.000Z')
  expect(structured).toMatchObject({ card: { breakGlass: { by: 'noor' } } })
  const brief = await door.call('get_incident', { incident })
  expect(brief.text).toContain(
    'Break-glass by "noor" until 2026-11-23T07:30Z: OPEN, countersignature due 2026-11-24T07:00Z.',
  )
  world.clock.advance(30 * minuteMs)
  await leeSigns()
  expect(terminal.printed.at(-2)).toContain(`  ${request} applied at 2026-11-23T07:00Z`)
  expect((await door.call('get_incident', { incident })).structured).toMatchObject({
    brief: { openGlass: null },
  })
  const order = kinds().filter((kind) => /^(glass|change)\./.test(kind))
  expect(order).toEqual([
    'glass.broken',
    'change.proposed',
    'change.decided',
    'change.applying',
    'change.applied',
    'glass.countersigned',
  ])
})

test('G2 G5 G7: a packet shows an open break-glass and is not refused for it', async () => {
  await noorBreaks()
  await workIncident(door, world, incident)
  const packet = async (): Promise<string> => {
    const { structured, text } = await door.call('render_packet', { incident })
    expect(text).toMatch(/^Rendered packet/)
    return readFileSync(world.path('knowledge', String(structured['file'])), 'utf8')
  }
  const open = await packet()
  expect(open).toContain(
    '- **Break-glass, OPEN:** by noor at 2026-11-23T07:00Z until 2026-11-23T07:30Z: nobody can log in and the freeze lasts three days. Done under it: REQ-',
  )
  expect(open).toContain('No second person has answered for it; due 2026-11-24T07:00Z.')
  expect(open).toMatch(/Approval: granted by noor at 2026-11-23T07:00Z, under break-glass by noor/)
  expect(open).toContain(
    '| Break-glass | 2026-11-23T07:00Z | noor | Region eu-west-1. OPEN, until 2026-11-23T07:30Z.',
  )
  world.clock.advance(30 * minuteMs)
  await leeSigns('--object')
  expect(await packet()).toMatch(/Break-glass, OBJECTED:.* Objected to by lee at 2026-11-23T07:30Z/)
  await leeSigns()
  const closed = await packet()
  expect(closed).toMatch(/Break-glass, countersigned:.* Countersigned by lee at 2026-11-23T07:30Z/)
  expect(closed).toContain('| Objection | 2026-11-23T07:30Z | lee | Region eu-west-1. read the')
  expect(closed).toContain('| Countersignature | 2026-11-23T07:30Z | lee | Region eu-west-1.')
  const wrapup = await door.call('render_packet', { incident, document: 'wrapup' })
  const file = String(wrapup.structured['file'])
  expect(readFileSync(world.path('knowledge', file), 'utf8')).toMatch(
    /Break-glass, countersigned:.* Countersigned by lee/,
  )
})

test('G2: it ends after thirty minutes, whatever was granted under it', async () => {
  await noorBreaks()
  world.clock.advance(29 * minuteMs)
  const { request } = await proposeOff(door, incident)
  await terminal.run(approve, 'noor', request, '--reason', 'rollback agreed')
  world.clock.advance(minuteMs)
  expect(refusal(await door.call('toggle_flag_with_approval', { request }))).toEqual(frozen)
  expect(flagState(world)).toEqual(untouched)
})

test('G2: while glass is broken the owner of the service does not grant', async () => {
  await noorBreaks()
  const { request } = await proposeOff(door, incident)
  const granting = terminal.run(approve, 'lee', request, '--reason', 'fine by me')
  expect(await ruleOf(granting)).toEqual(['DENIED', 'break-glass-commander-grants'])
})

test('G2: no tool breaks glass, countersigns, lowers a severity or hands over command', async () => {
  const names = (await door.client.listTools()).tools.map(({ name }) => name)
  expect(names.filter((name) => /glass|countersign|command|severity/.test(name))).toEqual([])
  const attempts = [
    ['break_glass', { incident, reason: 'x' }],
    ['glass.broken', { incident }],
    ['get_incident', { incident, breakGlass: true }],
    ['toggle_flag_with_approval', { incident, breakGlass: true }],
    ['record_note', { incident, type: 'glass.broken', text: 'until tomorrow' }],
    ['record_note', { incident, type: 'decision', text: 'glass is broken', glass: true }],
  ] as const
  for (const [name, args] of attempts) {
    expect((await door.call(name, args)).isError).toBe(true)
  }
  expect(kinds().filter((kind) => kind.startsWith('glass.'))).toEqual([])
  expect(refusal((await proposeOff(door, incident)).reply)).toEqual(frozen)
})

test('G2 G6: who may not is refused with the rule, and that is on the record', async () => {
  const agent = openTerminal(world, { BATON_AGENT: '1' })
  expect(await ruleOf(agent.run(breakGlass, 'noor', incident, ...reason))).toEqual([
    'DENIED',
    'humans-only',
  ])
  for (const [who, rule] of [
    ['lee', 'glass-role'],
    ['sam', 'glass-role'],
    ['maria', 'glass-role'],
  ] as const) {
    const work = terminal.run(breakGlass, who, incident, ...reason)
    expect(await ruleOf(work)).toEqual(['DENIED', rule])
    expect(refusals().at(-1)).toMatchObject({ name: 'break-glass', code: 'DENIED', rule })
  }
  expect(kinds()).not.toContain('glass.broken')
})

test.each(['noor', 'Noor', 'NOOR'])(
  'G2: whoever works the incident as %j breaks no glass for it',
  async (id) => {
    await closeCase()
    await enter({
      config: { requester: { id, name: 'Noor Haddad' }, policy: { freeze: [freeze] } },
    })
    expect(await ruleOf(noorBreaks())).toEqual(['DENIED', 'breaker-is-not-requester'])
  },
)

test.each(['lee', 'LEE'])(
  'G2: whoever works the incident as %j does not countersign',
  async (id) => {
    await closeCase()
    await enter({ config: { requester: { id, name: 'Lee Park' }, policy: { freeze: [freeze] } } })
    await noorBreaks()
    world.clock.advance(30 * minuteMs)
    expect(await ruleOf(leeSigns())).toEqual(['DENIED', 'countersigner-is-second'])
  },
)

/** A statement for an answer, with members bent, signed by `who`. */
async function answer(who: 'noor' | 'lee', bent: object) {
  const acts = await door.house.openActs()
  const [breaking] = door.house.casebook.incident(incident).glass
  const wish = { act: 'countersign', incident, by: who, about: breaking?.seq ?? 0 } as const
  const drafted = acts.draft({ ...wish, reason: 'read the list', done: 'd'.repeat(64) })
  const statement = canonicalJson({ ...(JSON.parse(drafted) as object), ...bent })
  const signature = signStatement(statement, world.keys[who], namespaceOf('countersign'))
  return acts.take({ statement, signature })
}

test('G2: the breaker is no second person, under whatever name', async () => {
  await noorBreaks()
  world.clock.advance(30 * minuteMs)
  const own = terminal.run(countersign, 'noor', incident, '--reason', 'all was well')
  expect(await ruleOf(own)).toEqual(['DENIED', 'countersigner-is-second'])
  for (const by of ['Noor', 'noor@baton.example', 'lee']) {
    expect(await ruleOf(answer('noor', { by }))).toEqual(['DENIED', 'key-of-approver'])
  }
  const people = readFileSync(world.path('trust/people.yaml'), 'utf8')
  // The same address or key under a second id would make two people of one.
  world.write('trust/people.yaml', people.replace('id: sam', 'id: noor@baton.example'))
  expect((await ruleOf(leeSigns()))[1]).toBe('trust-readable')
  world.write('trust/people.yaml', people.replace('sam@baton.example', 'NOOR@baton.example'))
  expect((await ruleOf(leeSigns()))[1]).toBe('trust-readable')
  expect(kinds()).not.toContain('glass.countersigned')
})

test('G2: a countersignature covers the list that was shown and no other', async () => {
  await noorBreaks()
  await turnOff()
  world.clock.advance(30 * minuteMs)
  expect(await ruleOf(answer('lee', {}))).toEqual(['CONFLICT', 'list-as-shown'])
})

test('G2: a statement is used once, and about its own incident', async () => {
  const acts = await door.house.openActs()
  const wish = { act: 'break-glass', incident, by: 'noor', about: 0, reason: 'nobody can log in' }
  const statement = acts.draft(wish as Parameters<typeof acts.draft>[0])
  const sign = (text: string) => signStatement(text, world.keys.noor, namespaceOf('break-glass'))
  const signed = { statement, signature: sign(statement) }
  const elsewhere = canonicalJson({ ...(JSON.parse(statement) as object), incident: 'INC-0000' })
  const moved = { statement: elsewhere, signature: signed.signature }
  expect(await ruleOf(acts.take(moved))).toEqual(['DENIED', 'decision-as-signed'])
  const own = { statement: elsewhere, signature: sign(elsewhere) }
  expect((await ruleOf(acts.take(own)))[0]).toBe('NOT_FOUND')
  await acts.take(signed)
  expect(await ruleOf(acts.take(signed))).toEqual(['CONFLICT', 'one-glass'])
  world.clock.advance(31 * minuteMs)
  await leeSigns()
  expect((await ruleOf(acts.take(signed)))[1]).toBe('decision-in-time')
  expect(kinds().filter((kind) => kind === 'glass.broken')).toHaveLength(1)
})

test('G2: a revoked key neither breaks glass nor keeps it broken', async () => {
  await noorBreaks()
  const file = parse(readFileSync(world.path('trust/people.yaml'), 'utf8')) as {
    people: readonly { readonly id: string }[]
  }
  const keys = [{ key: world.keys.noor.publicLine, revokedAt: toIso(startMs) }]
  const people = file.people.map((one) => (one.id === 'noor' ? { ...one, keys } : one))
  world.write('trust/people.yaml', stringify({ ...file, people }))
  expect(refusal((await proposeOff(door, incident)).reply)).toEqual(frozen)
  expect(await ruleOf(noorBreaks())).toEqual(['DENIED', 'key-unrevoked'])
})

test('G2: an edit of the trust folder ends it, and voids what was drafted before', async () => {
  const acts = await door.house.openActs()
  await noorBreaks()
  world.clock.advance(30 * minuteMs)
  const [breaking] = door.house.casebook.incident(incident).glass
  const wish = { act: 'object', incident, by: 'lee', about: breaking?.seq ?? 0 } as const
  const statement = acts.draft({ ...wish, reason: 'no need', done: 'd'.repeat(64) })
  world.clock.advance(-30 * minuteMs)
  expect((await proposeOff(door, incident)).request).toMatch(/^REQ-/)
  appendFileSync(world.path('trust/people.yaml'), '\n# reviewed\n')
  const { reply } = await proposeOff(door, incident)
  expect(refusal(reply)).toEqual(frozen)
  world.clock.advance(30 * minuteMs)
  const signature = signStatement(statement, world.keys.lee, namespaceOf('object'))
  expect(await ruleOf(acts.take({ statement, signature }))).toEqual(['DENIED', 'trust-unchanged'])
})

test('G2: unanswered for a day it is in every answer; a late answer is recorded as late', async () => {
  await noorBreaks()
  const due = 'Break-glass not countersigned'
  world.clock.advance(24 * 60 * minuteMs)
  expect((await door.call('get_incident', {})).text).not.toContain(due)
  world.clock.advance(minuteMs)
  for (const name of ['get_incident', 'no_such_tool']) {
    expect((await door.call(name, {})).text).toContain(
      `${due}: ${incident} was due 2026-11-24T07:00Z`,
    )
  }
  await leeSigns()
  expect(door.house.casebook.incident(incident).glass).toMatchObject([
    { countersign: { by: 'lee', late: true } },
  ])
  expect((await door.call('get_incident', {})).text).not.toContain(due)
})

test('G2 G6: of two processes that break glass at once one does', async () => {
  const run = async (): Promise<{ code: number | null; said: string }> => {
    const args = [baton, 'break-glass', incident, ...reason, '--key', world.path('keys/noor')]
    const env = { ...process.env, ...world.env, BATON_AGENT: '' }
    const child = spawn(process.execPath, args, { cwd: world.root, env })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text))
    child.stdout.resume()
    await once(child, 'close')
    return { code: child.exitCode, said }
  }
  const ends = await Promise.all([run(), run()])
  expect(ends.filter(({ code }) => code === 0)).toHaveLength(1)
  expect(ends.map(({ said }) => said).join('')).toMatch(
    /CONFLICT: [\s\S]*Rule: (act-once|one-glass)/,
  )
  expect(kinds().filter((kind) => kind === 'glass.broken')).toHaveLength(1)
})

test('G3: only the present commander lowers a severity, which picks whom the matrix pages', async () => {
  const before = door.house.casebook.incident(incident)
  expect(before).toMatchObject({ commander: 'noor' })
  const lower = (who: 'noor' | 'lee', to: string) =>
    terminal.run(severity, who, incident, '--to', to, '--reason', 'the error rate is back')
  expect(await ruleOf(lower('lee', 'SEV4'))).toEqual(['DENIED', 'commander-only'])
  await lower('noor', 'SEV4')
  const { structured } = await door.call('get_incident', { incident })
  expect(structured).toMatchObject({ brief: { severity: 'SEV4' } })
  expect(await ruleOf(lower('noor', before.severity))).toEqual(['INVALID_INPUT', 'severity-falls'])
  const file = await timeline()
  expect(file).toMatch(
    /\| Severity \| 2026-11-23T07:00Z \| noor \| Region eu-west-1\. Severity SEV\d to SEV4/,
  )
})

test('G3: command is handed to whoever holds the role, and gives nobody a role', async () => {
  const hand = (who: 'noor' | 'lee', to: string) =>
    terminal.run(handOver, who, incident, '--to', to, '--reason', 'end of my shift')
  expect(await ruleOf(hand('noor', 'lee'))).toEqual(['DENIED', 'receiver-commands'])
  const people = readFileSync(world.path('trust/people.yaml'), 'utf8')
  world.write('trust/people.yaml', people.replace('- service-owner:auth', '- incident-commander'))
  expect(await ruleOf(hand('lee', 'lee'))).toEqual(['DENIED', 'commander-only'])
  await hand('noor', 'lee')
  expect((await door.call('get_incident', { incident })).structured).toMatchObject({
    brief: { commander: 'lee' },
  })
  const file = await timeline()
  expect(file).toContain(
    '| Command handed over | 2026-11-23T07:00Z | noor | Region eu-west-1. From noor to lee.',
  )
  expect(file).toContain('| Triage | 2026-11-23T07:00Z | noor (Incident Commander) |')
})

test('G1: what a commander signs holds no personal data, on record, ticket and paper', async () => {
  const raw = 'Rosalind Quayle cannot log in, rosalind.quayle@customer.example'
  await terminal.run(breakGlass, 'noor', incident, '--reason', raw)
  const [breaking] = door.house.casebook.incident(incident).glass
  const said = JSON.parse(breaking?.statement ?? '{}') as { reason: string }
  expect(said.reason).toBe(breaking?.reason)
  const everything = [
    JSON.stringify(door.house.record.entries({})),
    terminal.printed.join('\n'),
    readFileSync(world.path('tickets/sup-1042.md'), 'utf8').split('\n---\n')[1],
    (await door.call('get_incident', { incident })).text,
  ].join('\n')
  expect(everything).toContain('cannot log in')
  expect(everything).not.toMatch(/rosalind\.quayle@|Quayle cannot/)
  const acts = await door.house.openActs()
  const bent = canonicalJson({
    ...(JSON.parse(breaking?.statement ?? '{}') as object),
    reason: raw,
  })
  const signature = signStatement(bent, world.keys.noor, namespaceOf('break-glass'))
  expect(await ruleOf(acts.take({ statement: bent, signature }))).toEqual([
    'INVALID_INPUT',
    'reason-redacted',
  ])
})
