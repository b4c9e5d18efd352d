import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { verifyHome } from '../../src/cli/verify/judge.ts'
import { newHome, openAt } from '../record/support/home.ts'

const writer = fileURLToPath(new URL('../record/support/writer.ts', import.meta.url))

/** Starts a writer and hands over the lines it has printed so far. */
function start(home: string, name: string, count: number, env: Record<string, string> = {}) {
  const args = [writer, home, name, String(count), '200']
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = once(child, 'close')
  return {
    child,
    ended,
    lines: () =>
      output
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split(' ')),
  }
}

/** Prints what each of the appends took and returns the time that 99 of 100 stayed below, milliseconds. */
function p99Of(what: string, lines: readonly (readonly string[])[]): number {
  const took = lines.map(([, , ms]) => Number(ms)).toSorted((a, b) => a - b)
  const at = (share: number) => took[Math.floor(took.length * share)]!
  process.stdout.write(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${took.at(-1)} ms\n`)
  return at(0.99)
}

const texts = (home: string) =>
  new Map(
    openAt(home)
      .entries({})
      .map(({ seq, body }) => [String(seq), body?.['text']]),
  )

test('two processes in a tight loop lose nothing and neither starves', async () => {
  const home = newHome()
  const count = 4_000
  const writers = ['one', 'two'].map((name) => start(home, name, count))
  await Promise.all(writers.map(({ ended }) => ended))
  const lines = writers.flatMap((one) => one.lines())
  expect(lines).toHaveLength(2 * count)
  const stored = texts(home)
  expect(lines.every(([seq, text]) => stored.get(seq!) === text)).toBe(true)
  expect(stored.size).toBe(2 * count)
  expect(verifyHome({ home, trust: null, outside: [] })).toMatchObject({
    outcome: 'sound',
    entries: 2 * count,
  })
  expect(p99Of('two writers', lines)).toBeLessThan(50)
})

test('G6 two servers and an approver, whose clocks differ, write in a tight loop: none is lost, time never runs back', async () => {
  const home = newHome()
  const [count, decisions] = [3_000, 600]
  const servers = [
    start(home, 'one', count),
    start(home, 'set-back', count, { WRITER_CLOCK_MS: '-3600000' }),
  ]
  const approver = start(home, 'approver', decisions, { WRITER_OPENS: '1' })
  await Promise.all([...servers, approver].map(({ ended }) => ended))
  const lines = [...servers, approver].flatMap((one) => one.lines())
  expect(lines).toHaveLength(2 * count + decisions)
  const stored = texts(home)
  expect(lines.every(([seq, text]) => stored.get(seq!) === text)).toBe(true)
  expect(stored.size).toBe(2 * count + decisions)
  const verdict = verifyHome({ home, trust: null, outside: [] })
  expect(verdict).toMatchObject({ outcome: 'sound', entries: 2 * count + decisions })
  const times = openAt(home)
    .entries({})
    .map(({ at }) => at)
  expect(times).toEqual(times.toSorted())
  p99Of('approver', approver.lines())
  p99Of(
    'two servers beside it',
    servers.flatMap((one) => one.lines()),
  )
})

test('killed at any moment, nothing that was acknowledged is lost and the record stays whole', async () => {
  const home = newHome()
  const acknowledged = new Map<string, string>()
  for (let round = 0; round < 60; round += 1) {
    const one = start(home, `round-${round}`, 100_000)
    const enough = 1 + ((round * 7) % 40)
    while (one.lines().length < enough) await once(one.child.stdout, 'data')
    one.child.kill('SIGKILL')
    await one.ended
    for (const [seq, text] of one.lines()) acknowledged.set(seq!, text!)
    expect(verifyHome({ home, trust: null, outside: [] }).outcome).toBe('sound')
  }
  const stored = texts(home)
  for (const [seq, text] of acknowledged) expect(stored.get(seq)).toBe(text)
  expect(acknowledged.size).toBeGreaterThan(60)
})

test('killed while the home is being made, the next start finds it usable', async () => {
  for (let round = 0; round < 25; round += 1) {
    const home = newHome()
    const pair = [start(home, 'one', 100_000), start(home, 'two', 100_000)]
    if (round % 2 === 0) await once(pair[round % 4 === 0 ? 0 : 1]!.child.stdout, 'data')
    else await new Promise((resolve) => pair[0]!.child.once('spawn', resolve))
    for (const { child } of pair) child.kill('SIGKILL')
    await Promise.all(pair.map(({ ended }) => ended))
    const after = start(home, 'after', 3)
    await after.ended
    expect(after.lines()).toHaveLength(3)
    expect(verifyHome({ home, trust: null, outside: [] }).outcome).toBe('sound')
  }
})
