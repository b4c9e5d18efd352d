import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Door, openDoor } from '../support/door.ts'
import { flagState, openIncident, proposeOff } from '../support/incident.ts'
import { decide } from '../support/sign.ts'
import { type World, makeWorld } from '../support/world.ts'

const script = join(import.meta.dirname, '../support-approvals/apply-child.ts')
const carrier = join(import.meta.dirname, '../support-approvals/carry-out-child.ts')

let world: World
let door: Door
let request: string

beforeEach(async () => {
  world = makeWorld()
  door = await openDoor(world)
  request = (await proposeOff(door, await openIncident(door))).request
  await decide(door, { request, approver: 'noor', key: world.keys.noor })
})

afterEach(async () => {
  await door.close()
  world.remove()
})

interface Child {
  readonly process: ChildProcess
  /** Resolves with everything printed once a line matches or the process has ended. */
  until(line: string): Promise<string>
}

function start(hang = ''): Child {
  const args = [script, world.root, request, String(world.clock.nowMs()), hang]
  const child = spawn(process.execPath, args, { env: { ...process.env, ...world.env } })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (said += text))
  return {
    process: child,
    async until(line) {
      const ended = once(child, 'close')
      while (child.exitCode === null && child.signalCode === null && !said.includes(`${line}\n`)) {
        await Promise.race([once(child.stdout, 'data'), ended])
      }
      return said
    },
  }
}

async function kill(child: Child): Promise<void> {
  if (child.process.exitCode !== null) return
  const ended = once(child.process, 'close')
  child.process.kill('SIGKILL')
  await ended
}

const kindsOf = () =>
  door.house.record
    .entries({})
    .map(({ kind }) => kind as string)
    .filter((kind) => /^change\.(applying|applied|failed|unknown)$/.test(kind))

const state = () => door.house.casebook.request(request).state

test.each([
  ['before', { on: true, version: 7 }, 'failed'],
  ['after', { on: false, version: 8 }, 'applied'],
])('a process killed %s the write: the next call finds the truth', async (hang, flag, truth) => {
  const child = start(hang)
  await child.until('hangs')
  await kill(child)
  expect(state()).toBe('applying')
  const early = await door.call('toggle_flag_with_approval', { request })
  expect(early.structured).toMatchObject({ error: { code: 'CONFLICT', rule: 'apply-once' } })
  world.clock.advance(61_000)
  await door.call('toggle_flag_with_approval', { request })
  expect(state()).toBe(truth)
  expect(flagState(world)).toEqual(flag)
  expect(kindsOf()).toEqual(['change.applying', 'change.unknown', `change.${truth}`])
})

test('several processes with one grant have one effect', async () => {
  const children = Array.from({ length: 3 }, () => start())
  const said = await Promise.all(children.map((child) => child.until('never')))
  const ends = said.map((text) => text.trim().split('\n').at(-1))
  expect(ends).toContain('applied')
  expect(ends.filter((end) => end !== 'applied' && end !== 'CONFLICT')).toEqual([])
  expect(flagState(world)).toEqual({ on: false, version: 8 })
  expect(kindsOf()).toEqual(['change.applying', 'change.applied'])
})

/** Starts processes that all carry out the same errand as soon as they are told to. */
async function allAtOnce(count: number, tool: string, given: object): Promise<readonly string[]> {
  const args = [carrier, world.root, String(world.clock.nowMs())]
  const children = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...world.env } })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (said += text))
    return { child, said: () => said, ended: once(child, 'close') }
  })
  await Promise.all(
    children.map(async ({ child, said, ended }) => {
      while (!said().includes('ready\n') && child.exitCode === null) {
        await Promise.race([once(child.stdout, 'data'), ended])
      }
    }),
  )
  const errand = { nowMs: world.clock.nowMs(), tool, arguments: given, death: '' }
  for (const { child } of children) child.stdin.end(`${JSON.stringify(errand)}\n`)
  await Promise.all(children.map(({ ended }) => ended))
  return children.map(({ said }) => /^ended .*$/m.exec(said())?.[0] ?? said())
}

const outbox = (): readonly string[] =>
  readdirSync(world.path('outbox')).filter((name) => name.startsWith('INC-'))

const words = `Sign-ins in eu-west-1 fail since 2026-11-23T06:45Z.\n\nNext update: 2026-11-23T07:20Z`

test('several processes with one granted text publish it once', async () => {
  const given = { incident: await openIncident(door), audience: 'customers', text: words }
  const { structured } = await door.call('publish_update', given)
  const granted = String(structured['request'])
  await decide(door, { request: granted, approver: 'noor', key: world.keys.noor })
  const ends = await allAtOnce(3, 'publish_update', { request: granted })
  expect(ends).toContain('ended well')
  expect(ends.filter((end) => end !== 'ended well' && end !== 'ended CONFLICT')).toEqual([])
  expect(outbox()).toHaveLength(1)
  expect(kindsOf()).toEqual(['change.applying', 'change.applied'])
})

test('several processes that tell colleagues the same at once tell them once', async () => {
  const given = { incident: await openIncident(door), audience: 'internal', text: words }
  const ends = await allAtOnce(3, 'publish_update', given)
  expect(ends).toContain('ended well')
  expect(ends.filter((end) => end !== 'ended well' && end !== 'ended CONFLICT')).toEqual([])
  expect(outbox()).toHaveLength(1)
  expect(kindsOf()).toEqual(['change.applying', 'change.applied'])
})
