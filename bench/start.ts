import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

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
  const child = spawn(process.execPath, args, {
    cwd: home,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`)
  const clientInfo = { name: 'bench', version: '1' }
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }
  send({ jsonrpc: '2.0', id: 0, method: 'initialize', params })
  await lines.next()
  send({ jsonrpc: '2.0', method: 'notifications/initialized' })
  send({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
  await lines.next()
  const took = performance.now() - startedAt
  await new Promise((done) => {
    child.once('close', done)
    child.stdin.end()
  })
  return took
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const times: Record<string, number[]> = { 'bare SDK v2 server': [], 'baton serve': [] }
for (let run = -2; run < runs; run += 1) {
  for (const [name, args] of Object.entries(contenders)) {
    const took = await firstAnswerMs(args)
    if (run >= 0) times[name]?.push(took)
  }
}
rmSync(home, { recursive: true, force: true })

const base = median(times['bare SDK v2 server'] ?? [])
const rows = Object.entries(times).map(([name, list]) => {
  const middle = median(list)
  return `| ${name} | ${middle.toFixed(0)} | ${Math.min(...list).toFixed(0)} | ${(middle / base).toFixed(2)} |`
})
process.stdout.write(
  [
    `Cold start to the first tools/list answer, ${runs} alternating runs, Node ${process.versions.node}`,
    '',
    '| server | median ms | best ms | ratio |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n'),
)
process.exitCode = median(times['baton serve'] ?? []) / base <= mostRatio ? 0 : 1
