import { type Door, openDoor, type Reply } from './door.ts'
import { faultsOf, invisibleIn, marksIn } from './fences.ts'
import { makeHostileWorld, type Plantings } from './hostile-world.ts'
import { flagState } from './incident.ts'
import { decide } from './sign.ts'
import type { World } from './world.ts'

type Say = (name: string, args?: Record<string, unknown>) => Promise<Reply>

export interface Held {
  /** What was wrong, each with the tool that answered so. */
  readonly faults: readonly string[]
  readonly invisible: readonly string[]
  /** The marks of the texts that came to be seen. */
  readonly shown: ReadonlySet<string>
  readonly answers: number
  /** How many of them said that something was taken out. */
  readonly sanitised: number
  /** The real flag beside the planted ones, which nobody was asked to touch. */
  readonly flag: { readonly on: boolean; readonly version: number }
}

/** Works an incident in a world full of planted texts, and looks at every answer. */
export async function holdOut(planted: Plantings): Promise<Held> {
  const world = makeHostileWorld(planted)
  const door = await openDoor(world)
  const faults: string[] = []
  const shown = new Set<string>()
  let answers = 0
  let sanitised = 0
  try {
    await readEverything(door, world, planted, (tool, reply) => {
      answers += 1
      if (Number(reply.structured['sanitised'] ?? 0) > 0) sanitised += 1
      for (const fault of faultsOf(reply)) faults.push(`${tool}: ${fault}`)
      const all = `${reply.text}${JSON.stringify(reply.structured)}`
      for (const mark of marksIn(all)) shown.add(mark)
    })
    const invisible = door.received.flatMap(invisibleIn)
    return { faults, invisible, shown, answers, sanitised, flag: flagState(world) }
  } finally {
    await door.close()
    world.remove()
  }
}

/** Asks for everything that shows a planted text, page by page, as an agent would; every answer is handed to `heard`. */
async function readEverything(
  door: Door,
  world: World,
  planted: Plantings,
  heard: (tool: string, reply: Reply) => void,
): Promise<void> {
  const say: Say = async (name, args = {}) => {
    const reply = await door.call(name, args)
    heard(name, reply)
    return reply
  }
  const incident = await openAll(say, planted)
  for (const args of [{}, { level: 'error' }, { text: 'login failed' }]) {
    await pages(say, 'query_logs', { incident, samples: 20, ...args })
  }
  await pages(say, 'list_deployments', { incident, limit: 50 })
  await say('list_deployments', { incident })
  await pages(say, 'get_flags', { incident, limit: 50 })
  for (const { text, slug } of planted.flag.slice(0, 8)) {
    await say('get_flags', { flag: slug.slice(0, -1) })
    await say('get_flags', { flag: text.slice(0, 190) })
  }
  await capture(say, incident, planted)
  await propose(say, door, world, incident, planted)
  await document(say, incident, planted)
}

/** Every ticket and every alert, as far as there are any; the incident of the first ticket comes back. */
async function openAll(say: Say, { title, alert }: Plantings): Promise<string> {
  const opened: string[] = []
  for (const index of title.keys()) {
    const { structured } = await say('open_incident', { ticket: `SUP-${index}` })
    opened.push(String(structured['incident']))
  }
  for (const { text, slug } of alert) {
    const labels = { alertname: text, severity: text, service: text, region: text, job: slug }
    const annotations = { summary: text, description: text }
    await say('open_incident', { alert: { alerts: [{ labels, annotations, fingerprint: slug }] } })
  }
  await say('get_incident')
  for (const incident of opened.slice(0, 20)) await say('get_incident', { incident })
  return opened[0]!
}

async function pages(say: Say, tool: string, args: Record<string, unknown>): Promise<void> {
  let cursor: unknown
  for (let page = 0; page < 400; page += 1) {
    const reply = await say(tool, { ...args, ...(typeof cursor === 'string' && { cursor }) })
    cursor = reply.structured['cursor']
    if (typeof cursor !== 'string') return
  }
  throw new Error(`${tool} has more than 400 pages`)
}

async function capture(say: Say, incident: string, { flag, change }: Plantings): Promise<void> {
  const wanted = [
    { kind: 'log', filter: { level: 'error' }, lines: 500 },
    { kind: 'changes' },
    { kind: 'changes', target: change[0]!.slug },
    { kind: 'flag', target: flag[0]!.slug },
    { kind: 'file', target: 'trace.txt' },
    { kind: 'file', target: 'trace.txt', title: change[0]!.text.slice(0, 120) },
  ]
  for (const args of wanted) {
    const { structured } = await say('capture_evidence', { incident, ...args })
    const path = `incidents/${incident}/evidence/${String(structured['evidence'])}`
    let offset: unknown = 0
    while (typeof offset === 'number') {
      offset = (await say('get_document', { path, offset })).structured['next']
    }
  }
}

/** A change of a flag with a hostile key, from the proposal to its outcome, with hostile reasons. */
async function propose(
  say: Say,
  door: Door,
  world: World,
  incident: string,
  { flag, notes }: Plantings,
): Promise<void> {
  const change = { incident, flag: flag[0]!.slug, environment: 'production', to: 'off' }
  const reason = notes[1]!.text.slice(0, 900)
  const { structured } = await say('toggle_flag_with_approval', { ...change, reason })
  const request = String(structured['request'])
  await say('get_request', { request })
  // Some texts cannot stand in what is signed; then there is nothing to decide.
  if (!request.startsWith('REQ-')) return
  await decide(door, { request, approver: 'noor', key: world.keys.noor, reason })
  await say('get_request', { request })
  await say('toggle_flag_with_approval', { request })
  await say('get_request', { request })
  await say('get_flags', { incident })
  await say('publish_update', { incident, audience: 'internal' })
  await say('publish_update', { incident, audience: 'customers' })
}

/** Notes and asks as an obedient agent writes them down, and every document made of them. */
async function document(say: Say, incident: string, { message }: Plantings): Promise<void> {
  for (const { text } of message) {
    await say('record_note', { incident, type: 'observation', text: text.slice(0, 1_900) })
  }
  const { text } = message[0]!
  await say('assign_ask', {
    incident,
    text,
    owner: text.slice(0, 60),
    role: 'fix',
    due: '2026-11-24T07:00:00Z',
  })
  await say('update_incident', {
    incident,
    reason: text,
    impact: text,
    workaround: text,
    segments: [text.slice(0, 70)],
  })
  await say('get_incident', { incident })
  for (const kind of ['timeline', 'recipe', 'update', 'packet', 'wrapup']) {
    await say('render_packet', { incident, document: kind })
  }
  await say('close_incident', { incident, resolution: text, suspect: text, next: text })
  for (const path of ['index', `incidents/${incident}`, `incidents/${incident}/timeline.md`]) {
    await say('get_document', { path })
  }
  let offset: unknown = 0
  while (typeof offset === 'number') {
    const path = `incidents/${incident}/record`
    offset = (await say('get_document', { path, offset })).structured['next']
  }
}
