import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { median, table } from './figures.ts'
import { startServer } from './stdio.ts'

/** Time from spawning a server to its first tools/list answer, alternating between a bare SDK server and Baton. */
const runs = Number(process.argv[2] ?? 15)
const mostRatio = 1.5

const home = mkdtempSync(join(tmpdir(), 'baton-bench-'))
const root = resolve(import.meta.dirname, '..')
const env = { ...process.env, HOME: home, BATON_HOME: join(home, 'home'), BATON_CONFIG: '' }

const contenders = {
  'bare SDK v2 server': [join(root, 'bench/bare-server.ts')],
  'baton serve': [join(root, 'src/baton.mjs'), 'serve'],
} as const

async function firstAnswerMs(args: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  const server = await startServer({ args, cwd: home, env })
  await server.request('tools/list')
  const took = performance.now() - startedAt
  await server.close()
  return took
}

const times: Record<string, number[]> = { 'bare SDK v2 server': [], 'baton serve': [] }
for (let run = -2; run < runs; run += 1) {
  for (const [name, args] of Object.entries(contenders)) {
    const took = await firstAnswerMs(args)
    if (run >= 0) times[name]?.push(took)
  }
}
rmSync(home, { recursive: true, force: true })

const base = median(times['bare SDK v2 server'] ?? [])
const rows = Object.entries(times).map(([name, list]) => [
  name,
  median(list).toFixed(0),
  Math.min(...list).toFixed(0),
  (median(list) / base).toFixed(2),
])
process.stdout.write(
  [
    `Cold start to the first tools/list answer, ${runs} alternating runs, Node ${process.versions.node}`,
    '',
    table([['server', 'median ms', 'best ms', 'ratio'], ...rows]),
    '',
  ].join('\n'),
)
process.exitCode = median(times['baton serve'] ?? []) / base <= mostRatio ? 0 : 1
