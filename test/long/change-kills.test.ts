import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { expect, test } from 'vitest'

import type { ChangeRequest } from '../../src/domain/request.ts'
import { requestsOf } from '../../src/domain/request.ts'
import { toMinute } from '../../src/domain/time.ts'
import type { Errand } from '../support-approvals/carry-out-child.ts'
import { type Door, openDoor } from '../support/door.ts'
import { flagState, openIncident } from '../support/incident.ts'
import { decide } from '../support/sign.ts'
import { type World, makeWorld } from '../support/world.ts'

const script = join(import.meta.dirname, '../support-approvals/carry-out-child.ts')
const runsPerLane = 100
const lanes = 2

/** Where a process dies: before and after each durable entry, before and after the one step that others see, or at any time. */
const deaths = [
  ...Array.from({ length: 5 }, (_, at) => [`append:${at + 1}`, `appended:${at + 1}`]).flat(),
  'effect',
  'effected',
  'effect',
  'effected',
  'any',
  'any',
  'any',
  'any',
] as const

const kinds = ['toggle', 'customers', 'internal'] as const
type Kind = (typeof kinds)[number]

interface Child {
  readonly process: ChildProcess
  said(): string
  until(words: string): Promise<void>
}

function start(world: World, cache: string): Child {
  // The WebAssembly of the policies answers three questions here: not worth optimising.
  const args = ['--liftoff-only', script, world.root, String(world.clock.nowMs())]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...world.env, NODE_COMPILE_CACHE: cache },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (said += text))
  child.stdin.on('error', () => undefined)
  const ended = once(child, 'close')
  return {
    process: child,
    said: () => said,
    async until(words) {
      while (!said.includes(words) && child.exitCode === null && child.signalCode === null) {
        await Promise.race([once(child.stdout, 'data'), ended])
      }
    },
  }
}

async function buried(child: Child): Promise<void> {
  if (child.process.exitCode === null && child.process.signalCode === null) {
    const ended = once(child.process, 'close')
    child.process.kill('SIGKILL')
    await ended
  }
}

/** One world with a flag and two boards; what was truly done is counted apart from the record. */
async function openLane(world: World, door: Door) {
  const incident = await openIncident(door)
  const all = () => requestsOf(door.house.casebook.incident(incident))
  const posts = (): readonly { key: string }[] =>
    readdirSync(world.path(), { withFileTypes: true }).some(({ name }) => name === 'outbox')
      ? readdirSync(world.path('outbox'))
          .filter((name) => name.startsWith('INC-'))
          .map((name) => JSON.parse(readFileSync(world.path('outbox', name), 'utf8')) as never)
      : []
  const text = (run: number) =>
    `Run ${run}: sign-ins in eu-west-1 fail since 2026-11-23T06:45Z.\n\nNext update: ${toMinute(world.clock.nowMs() + 25 * 60_000)}`

  /** What the process is to do in this run, granted where that is needed. */
  async function errandOf(kind: Kind, run: number): Promise<Pick<Errand, 'tool' | 'arguments'>> {
    const tool = kind === 'toggle' ? 'toggle_flag_with_approval' : 'publish_update'
    if (kind === 'internal') {
      return { tool, arguments: { incident, audience: 'internal', text: text(run) } }
    }
    const { structured } = await door.call(
      tool,
      kind === 'customers'
        ? { incident, audience: 'customers', text: text(run) }
        : {
            incident,
            flag: 'new-token-validator',
            environment: 'production',
            to: flagState(world).on ? 'off' : 'on',
            reason: `run ${run}`,
          },
    )
    const request = String(structured['request'])
    await decide(door, { request, approver: 'noor', key: world.keys.noor })
    return { tool, arguments: { request } }
  }

  return { incident, all, posts, errandOf }
}

type Lane = Awaited<ReturnType<typeof openLane>>

const isSettled = ({ state }: ChangeRequest): boolean =>
  !['applying', 'unknown', 'proposed', 'granted'].includes(state)

/** Everything that may be left open is brought to its end, as a client would: settle, or take back what never began. */
async function settle(door: Door, world: World, lane: Lane): Promise<void> {
  world.clock.advance(61_000)
  await door.call('get_incident', { incident: lane.incident })
  for (const { id, proposal } of lane.all().filter((request) => !isSettled(request))) {
    await door.call(proposal.tool, { request: id, withdraw: true })
  }
}

/** What no death may break. */
function judge(door: Door, world: World, lane: Lane, said: string, version: number): void {
  const entries = door.house.record.entries({})
  const ids = new Set(entries.map(({ id }) => id))
  const acknowledged = [...said.matchAll(/^acknowledged (\S+)$/gm)].map(([, id]) => id ?? '')
  expect(
    acknowledged.filter((id) => !ids.has(id)),
    'an acknowledged entry was lost',
  ).toEqual([])
  expect(lane.all().filter((request) => !isSettled(request))).toEqual([])
  const keys = lane.posts().map(({ key }) => key)
  expect(new Set(keys).size, 'something was published twice').toBe(keys.length)
  const applied = lane.all().filter(({ state }) => state === 'applied')
  const published = applied.filter(({ proposal }) => proposal.system === 'messages')
  expect(keys.toSorted()).toEqual(published.map(({ id }) => id).toSorted())
  expect(flagState(world).version - version).toBe(applied.length - published.length)
  const intents = entries.filter(({ kind }) => kind === 'change.applying')
  const intended = intents.map(({ body }) => body?.['request'])
  expect(new Set(intended).size, 'a request was intended twice').toBe(intended.length)
  expect(
    applied.filter(({ id }) => !intended.includes(id)),
    'no intent',
  ).toEqual([])
}

test(`G6: ${lanes * runsPerLane} deaths around apply: no effect without an intent, none twice, nothing lost, every outcome true`, async () => {
  const cache = mkdtempSync(join(tmpdir(), 'baton-cache-'))
  const seen: Record<string, number> = {}
  const lane = async (offset: number): Promise<void> => {
    const world = makeWorld()
    const door = await openDoor(world)
    let next = start(world, cache)
    try {
      const here = await openLane(world, door)
      const { version } = flagState(world)
      for (let run = 0; run < runsPerLane; run += 1) {
        const child = next
        const kind = kinds[run % kinds.length]!
        const death = deaths[Math.floor(run / kinds.length + offset) % deaths.length]!
        const errand = await here.errandOf(kind, run)
        await child.until('ready\n')
        next = start(world, cache)
        const nowMs = world.clock.nowMs()
        child.process.stdin?.write(`${JSON.stringify({ ...errand, nowMs, death })}\n`)
        const patience = death === 'any' ? wait(Math.random() * 60) : child.until('ended')
        await Promise.race([patience, wait(10_000, undefined, { ref: false })])
        await buried(child)
        await settle(door, world, here)
        judge(door, world, here, child.said(), version)
        const ended = here.all().at(-1)?.state ?? 'nothing'
        const what = `${kind} ${ended}`
        seen[what] = (seen[what] ?? 0) + 1
      }
    } finally {
      await buried(next)
      await door.close()
      world.remove()
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at * 7)))
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
  for (const kind of kinds) {
    expect(seen[`${kind} applied`], `no ${kind} went through`).toBeGreaterThan(5)
    expect(seen[`${kind} failed`], `no ${kind} died between intent and effect`).toBeGreaterThan(0)
    expect(seen[`${kind} withdrawn`], `no ${kind} died before its intent`).toBeGreaterThan(0)
  }
})
