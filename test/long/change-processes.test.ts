import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type Door, openDoor } from '../support/door.ts'
import { flagState, openIncident, proposeOff } from '../support/incident.ts'
import { decide } from '../support/sign.ts'
import { type World, makeWorld } from '../support/world.ts'

const script = join(import.meta.dirname, '../support-approvals/apply-child.ts')

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

test('killed at any moment, the record ends with what the flag file says', async () => {
  const seen = new Set<string>()
  for (let round = 0; round < 16; round += 1) {
    const child = start()
    await child.until('ready')
    const waited = round * 12
    await new Promise((resolve) => setTimeout(resolve, waited))
    await kill(child)
    world.clock.advance(61_000)
    const { structured } = await door.call('toggle_flag_with_approval', { request })
    const truth = flagState(world).on ? ['failed'] : ['applied']
    expect(truth).toContain(structured['state'])
    seen.add(String(structured['state']))
    expect(kindsOf().filter((kind) => kind === 'change.applying')).toHaveLength(1)
    await door.close()
    world.remove()
    world = makeWorld()
    door = await openDoor(world)
    request = (await proposeOff(door, await openIncident(door))).request
    await decide(door, { request, approver: 'noor', key: world.keys.noor })
  }
  expect(seen).toContain('applied')
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
