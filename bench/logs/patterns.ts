import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { messageIn } from '../../src/domain/patterns/header.ts'
import { createMiner } from '../../src/domain/patterns/miner.ts'
import { table } from '../figures.ts'
import { groupLines, scoreGroups } from './grouping.ts'
import type { System } from './loghub.ts'
import { changeTable } from './new-patterns.ts'

const rounds = 30
const commandLines = 400_000

/** How well the miner groups real lines, how fast it is, and how it tells new patterns from old. */
export async function patternTables(systems: readonly System[]): Promise<string> {
  return [groupingTable(systems), await speedTable(systems), changeTable(systems)].join('\n\n')
}

function groupingTable(systems: readonly System[]): string {
  const scored = systems.map(({ name, raw, content, truth }) => ({
    name,
    true: new Set(truth).size,
    alone: scoreGroups(groupLines(content), truth),
    whole: scoreGroups(groupLines(raw), truth),
  }))
  const mean = (of: (one: (typeof scored)[number]) => number): string =>
    digits(scored.reduce((sum, one) => sum + of(one), 0) / scored.length)
  return table([
    ['system', 'GA', 'FGA', 'groups', 'true groups', 'GA, whole lines', 'FGA, whole lines'],
    ...scored.map(({ name, alone, whole, ...one }) => [
      name,
      digits(alone.ga),
      digits(alone.fga),
      `${alone.groups}`,
      `${one.true}`,
      digits(whole.ga),
      digits(whole.fga),
    ]),
    [
      'mean',
      mean(({ alone }) => alone.ga),
      mean(({ alone }) => alone.fga),
      '',
      '',
      mean(({ whole }) => whole.ga),
      mean(({ whole }) => whole.fga),
    ],
  ])
}

async function speedTable(systems: readonly System[]): Promise<string> {
  const raw = systems.flatMap((system) => system.raw)
  const content = systems.flatMap((system) => system.content)
  const alone = createMiner()
  const whole = createMiner()
  const rows = [
    ['mining messages', perSecond(content, (line, i) => alone.offer(line, 0, line.length, i))],
    [
      'finding the message of a line, and mining it',
      perSecond(raw, (line, i) => {
        const { from, to } = messageIn(line)
        whole.offer(line, from, to, i)
      }),
    ],
    ['`baton patterns`, start and end with it', await commandSpeed(raw, [])],
    ['`baton patterns --assign`, every line redacted', await commandSpeed(raw, ['--assign'])],
  ]
  return table([['real lines, one core', 'lines a second of processor time'], ...rows])
}

/** Best of some rounds, in processor time, since others may work on this machine. */
function perSecond(lines: readonly string[], work: (line: string, i: number) => void): string {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage()
    for (const [i, line] of lines.entries()) work(line, i)
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1e6)
  }
  return Math.round(lines.length / best).toLocaleString('en-US')
}

async function commandSpeed(lines: readonly string[], args: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  const file = join(folder, 'lines')
  const copies = Math.ceil(commandLines / lines.length)
  writeFileSync(file, Array.from({ length: copies }, () => `${lines.join('\n')}\n`).join(''))
  const input = openSync(file, 'r')
  try {
    const baton = join(import.meta.dirname, '../../src/baton.mjs')
    const child = spawn(process.execPath, [baton, 'patterns', ...args], {
      stdio: [input, 'ignore', 'inherit'],
      cwd: folder,
    })
    const startedAt = performance.now()
    await once(child, 'close')
    const seconds = (performance.now() - startedAt) / 1e3
    return `${Math.round((copies * lines.length) / seconds).toLocaleString('en-US')} (by the clock)`
  } finally {
    closeSync(input)
    rmSync(folder, { recursive: true, force: true })
  }
}

function digits(value: number): string {
  return (Math.floor(value * 1_000 + 1e-9) / 1_000).toFixed(3)
}
