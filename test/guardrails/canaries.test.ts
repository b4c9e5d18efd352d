import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Canary, makeCanaries, survivors } from '../support/canaries.ts'
import { type Door, openDoor } from '../support/door.ts'
import { openIncident } from '../support/incident.ts'
import { workIncident } from '../support/work.ts'
import { type World, makeWorld, onsetMs } from '../support/world.ts'
import { toIso } from '../../src/domain/time.ts'

const canaries = makeCanaries(500)
const planted = (index: number): string => canaries[index % canaries.length]?.value ?? ''
const twenty = (start: number): string =>
  Array.from({ length: 20 }, (_, place) => planted(start + place)).join(' | ')

const ticket = `---
id: SUP-1042
title: Logins fail, write to ${planted(0)}
reporter: { name: Rosalind Quayle, email: ${planted(0)} }
customer: Quayle Instruments
service: auth
region: eu-west-1
createdAt: ${toIso(onsetMs + 300_000)}
---

${Array.from({ length: 25 }, (_, place) => twenty(place * 20)).join('\n')}
`

let world: World
let door: Door

beforeAll(async () => {
  world = makeWorld({ ticket, plant: (index) => ` for ${planted(index)} at ${planted(index * 7)}` })
  const change = {
    id: 'dep-1',
    kind: 'deployment',
    service: 'auth',
    environment: 'production',
    startedAt: toIso(onsetMs - 60_000),
    actor: planted(13),
    version: planted(26),
    url: `https://github.com/?q=${planted(39)}`,
    notes: twenty(100),
  }
  world.write('deployments.ndjson', JSON.stringify(change))
  door = await openDoor(world)
  await workTheIncident()
}, 120_000)

afterAll(async () => {
  await door.close()
  world.remove()
})

/** Every tool, resource, prompt, completion and error, with canaries in what the sources hold and in the arguments. */
async function workTheIncident(): Promise<void> {
  const incident = await openIncident(door)
  await workIncident(door, world, incident, twenty(60))
  for (const document of ['timeline', 'recipe', 'update', 'packet', 'wrapup']) {
    const { isError, text } = await door.call('render_packet', { incident, document })
    if (isError) throw new Error(text)
  }
  await readEverything(incident)
  await tryEverything(incident)
}

async function readEverything(incident: string): Promise<void> {
  const { client } = door
  for (const { uri } of (await client.listResources()).resources) await client.readResource({ uri })
  for (const name of [
    'packet.md',
    'timeline.md',
    'recipe.md',
    'update.md',
    'wrapup.md',
    'record',
  ]) {
    await client.readResource({ uri: `baton://incidents/${incident}/${name}` })
    await door.call('get_document', { path: `incidents/${incident}/${name}` })
  }
  for (const { name, arguments: fields = [] } of (await client.listPrompts()).prompts) {
    const values = fields.map((field, place) => [field.name, planted(place)])
    await client.getPrompt({
      name,
      arguments: Object.fromEntries(values) as Record<string, string>,
    })
  }
  for (const filter of [{}, { level: 'error' }, { text: planted(0) }, { samples: 20 }]) {
    await door.call('query_logs', { incident, ...filter })
  }
  await door.call('get_incident', { incident })
  await door.call('get_incident', {})
}

/** Arguments, names and addresses that hold canaries; most of these calls are refused. */
async function tryEverything(incident: string): Promise<void> {
  const { client } = door
  const toggle = { incident, flag: 'dark-mode', environment: 'production', to: 'on' }
  for (const [name, args] of [
    ['open_incident', { alert: twenty(40), title: planted(52) }],
    ['open_incident', { ticket: planted(0), service: planted(13) }],
    ['get_incident', { incident: planted(0) }],
    ['list_deployments', { incident, service: planted(0), cursor: planted(1) }],
    [
      'record_note',
      { incident, type: 'blocker', text: twenty(80), owner: planted(0), link: planted(13) },
    ],
    ['toggle_flag_with_approval', { ...toggle, reason: twenty(140) }],
    [
      'toggle_flag_with_approval',
      { ...toggle, flag: planted(0), environment: planted(1), reason: planted(2) },
    ],
    ['get_request', { request: planted(4) }],
    ['get_document', { path: planted(0) }],
    ['query_logs', { incident, from: planted(0), user: planted(13) }],
    [planted(13), { [planted(0)]: planted(1) }],
  ] as const) {
    await door.call(name, args)
  }
  await client.readResource({ uri: `baton://${planted(0)}` }).catch(() => undefined)
  const argument = { name: 'incident', value: planted(0) }
  await client
    .complete({ ref: { type: 'ref/prompt', name: 'triage' }, argument })
    .catch(() => undefined)
}

function filesBelow(folder: string): readonly string[] {
  return globSync('**/*', { cwd: folder })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())
}

const report = (found: readonly Canary[]): readonly string[] =>
  found.map((canary) => `${canary.class} ${canary.value}`)

test('G1: what a ticket taught hides also in calls that name no incident', async () => {
  await door.call('open_incident', { title: 'Rosalind Quayle of Quayle Instruments called again' })
  await door.call('get_document', { path: 'notes/Rosalind Quayle of Quayle Instruments' })
  await door.call('Rosalind Quayle', {})
  const bytes = ['record.db', 'record.db-wal']
    .filter((file) => existsSync(world.path('home', file)))
    .map((file) => readFileSync(world.path('home', file), 'latin1'))
    .join('\n')
  expect(`${bytes}${door.received.join('\n')}`).not.toMatch(/Rosalind|Quayle/)
})

test('the world really holds the canaries', () => {
  const logs = readFileSync(world.path('logs/auth.ndjson'), 'utf8')
  expect(survivors(canaries, logs).length).toBeGreaterThan(480)
})

test('G1: none of 500 canaries is in any byte that reached the client', () => {
  expect(door.received.length).toBeGreaterThan(30)
  expect(report(survivors(canaries, door.received.join('\n')))).toEqual([])
})

test.each(['home', 'outbox', 'knowledge'])('G1: none is in the files below %s', (folder) => {
  const files = filesBelow(world.path(folder))
  expect(files.length).toBeGreaterThan(0)
  const bytes = files.map((file) => readFileSync(file, 'latin1')).join('\n')
  expect(report(survivors(canaries, bytes))).toEqual([])
})

test('G1: what Baton appended to the ticket holds none', () => {
  const text = readFileSync(world.path('tickets/sup-1042.md'), 'utf8')
  expect(report(survivors(canaries, text.slice(ticket.length)))).toEqual([])
})
