import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { toIso } from '../../src/domain/time.ts'
import { type Canary, batches, isWord, makeCanaries, survivors } from './canaries.ts'
import type { Door } from './door.ts'
import { openIncident } from './incident.ts'
import { workIncident } from './work.ts'
import { type World, makeWorld, onsetMs } from './world.ts'

/** Values that must never be seen again, over all structured classes. */
export const canaries = makeCanaries(5_000)
const words = canaries.filter(isWord)
const mail = words.find(({ value }) => value.includes('@'))?.value ?? ''

/** A canary that can stand where a client or a source puts one word. */
export const planted = (index: number): string => words[index % words.length]?.value ?? ''

/** Canaries from that one on, in at most 900 characters. */
export const several = (start: number): string =>
  batches(canaries.slice(start, start + 20), 900)[0] ?? ''

/** An IPv4 address may as well be a version of four parts. */
const versions = words.filter((canary) => canary.class !== 'ipv4')

/** The ticket of the canary world: names and all canaries. */
export const canaryTicket = `---
id: SUP-1042
title: Logins fail, write to ${mail}
reporter: { name: Rosalind Quayle, email: ${mail} }
customer: Quayle Instruments
service: auth
region: eu-west-1
createdAt: ${toIso(onsetMs + 300_000)}
---

${batches(canaries, 2_000).join('\n')}
`

/** A world whose ticket, logs and changes hold every canary. */
export function makeCanaryWorld(): World {
  const plant = (index: number): string =>
    [0, 1, 2, 3, 4]
      .map((place) => ` for ${canaries[(index * 5 + place) % canaries.length]?.value ?? ''}`)
      .join('')
  const world = makeWorld({ ticket: canaryTicket, plant })
  const changes = batches(canaries, 900).map((notes, place) => ({
    id: `dep-${place}`,
    kind: 'deployment',
    service: 'auth',
    environment: 'production',
    startedAt: toIso(onsetMs - 60_000 - place * 1_000),
    actor: planted(place),
    version: versions[place % versions.length]?.value,
    url: `https://github.com/?q=${planted(place + 2)}`,
    notes,
  }))
  world.write('deployments.ndjson', changes.map((change) => JSON.stringify(change)).join('\n'))
  return world
}

/** Every canary in one of the texts that the record and the ticket keep; with `all` in each of them. */
export async function sayEverything(door: Door, incident: string, all = false): Promise<void> {
  const toggle = { incident, flag: 'dark-mode', environment: 'production', to: 'on' }
  const due = '2026-11-24T07:00:00Z'
  for (const [place, text] of batches(canaries, 900).entries()) {
    const calls: readonly [string, Record<string, unknown>][] = [
      ['record_note', { incident, type: 'observation', text }],
      ['toggle_flag_with_approval', { ...toggle, reason: text }],
      ['update_incident', { incident, reason: text, impact: text }],
      ['assign_ask', { incident, text, owner: 'lee', role: 'fix', due }],
    ]
    for (const [name, args] of all ? calls : calls.slice(place % 4, (place % 4) + 1)) {
      const { structured, isError, text: answer } = await door.call(name, args)
      const { request } = structured as { request?: string }
      if (isError && request === undefined) throw new Error(`${name}: ${answer}`)
      if (request) await door.call(name, { request, withdraw: true })
    }
  }
}

/** Every tool, resource, prompt, completion and error, with canaries in what the sources hold and in the arguments. */
export async function workEverything(door: Door, world: World): Promise<string> {
  const incident = await openIncident(door)
  await workIncident(door, world, incident, several(60))
  for (const document of ['timeline', 'recipe', 'update', 'packet', 'wrapup']) {
    const call = { name: 'render_packet', arguments: { incident, document } }
    const { isError, content } = await door.client.callTool(call, { onprogress: () => undefined })
    if (isError) throw new Error(JSON.stringify(content))
  }
  await readEverything(door, incident)
  await tryEverything(door, incident)
  return incident
}

async function readEverything(door: Door, incident: string): Promise<void> {
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
async function tryEverything(door: Door, incident: string): Promise<void> {
  const { client } = door
  const toggle = { incident, flag: 'dark-mode', environment: 'production', to: 'on' }
  for (const [name, args] of [
    ['open_incident', { alert: several(40), title: planted(52) }],
    ['open_incident', { ticket: planted(0), service: planted(13) }],
    ['get_incident', { incident: planted(0) }],
    ['list_deployments', { incident, service: planted(0), cursor: planted(1) }],
    [
      'record_note',
      { incident, type: 'blocker', text: several(80), owner: planted(0), link: planted(13) },
    ],
    ['toggle_flag_with_approval', { ...toggle, reason: several(140) }],
    [
      'toggle_flag_with_approval',
      { ...toggle, flag: planted(0), environment: planted(1), reason: planted(2) },
    ],
    ['get_request', { request: planted(4) }],
    ['get_flags', { incident, flag: planted(5), environment: planted(6) }],
    ['compare_environments', { incident, left: planted(24), service: planted(25) }],
    ['compare_environments', { incident, right: 'staging', cursor: planted(26) }],
    ['update_incident', { incident, reason: several(160), impact: several(180) }],
    ['update_incident', { incident, reason: planted(7), services: [planted(8)] }],
    ['capture_evidence', { incident, kind: 'file', target: planted(9), title: planted(10) }],
    ['capture_evidence', { incident, kind: 'log', filter: { [planted(11)]: planted(12) } }],
    ['record_reproduction', { incident, build: planted(14), steps: [planted(15)] }],
    ['assign_ask', { incident, text: several(200), owner: planted(16), region: planted(17) }],
    ['assign_ask', { incident, ask: planted(18), to: 'done', owner: planted(19) }],
    ['publish_update', { incident, audience: 'customers', text: several(220) }],
    ['publish_update', { request: planted(20) }],
    ['render_packet', { incident, document: planted(21) }],
    [
      'close_incident',
      { incident, resolution: several(240), suspect: planted(22), next: planted(23) },
    ],
    ['get_document', { path: planted(0) }],
    ['query_logs', { incident, from: planted(0), user: planted(13) }],
    [planted(13), { [planted(0)]: planted(1) }],
  ] as const) {
    await door.call(name, args)
  }
  await client.readResource({ uri: `baton://${planted(0)}` }).catch(() => undefined)
  const ref = { type: 'ref/prompt', name: 'triage' } as const
  const argument = { name: 'incident', value: planted(0) }
  await client.complete({ ref, argument }).catch(() => undefined)
  await client.complete({ ref, argument: { name: planted(13), value: '' } }).catch(() => undefined)
}

/** What a failing test shows of the canaries that were found. */
export function found(text: string | Uint8Array): readonly string[] {
  return survivors(canaries, text).map((canary: Canary) => `${canary.class} ${canary.value}`)
}

/** The bytes of every file below a folder of the world. */
export function bytesBelow(world: World, folder: string): Buffer {
  const files = globSync('**/*', { cwd: world.path(folder) })
    .map((file) => world.path(folder, file))
    .filter((file) => statSync(file).isFile())
  if (files.length === 0) throw new Error(`nothing below ${folder}`)
  return Buffer.concat(files.map((file) => readFileSync(file)))
}

/** The bytes of the record's database as they lie there now. */
export function recordBytes(world: World): string {
  return ['record.db', 'record.db-wal']
    .map((file) => join(world.path('home'), file))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n')
}
