import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { bareQuestion } from './cluster/bare.ts'
import { ask, products, serve, sourceAt } from './cluster/source.ts'
import { median, table } from './figures.ts'

/**
 * What the adapter for clusters costs beside the vendor's client as it comes, and how far the process grows over an answer
 * that does not end. The cluster is a fake in a process of its own. Fails above 32 MB.
 */
const rounds = Number(process.argv[2] ?? 100)
const mostGrowthMb = 32

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

const cost: string[][] = [['client', 'adapter p50 ms', 'bare client p50 ms', 'more ms']]
for (const product of products) {
  const server = await serve(product)
  const source = sourceAt(product, server.url)
  const bare = await bareQuestion(product, server.url)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = -20; round < rounds; round += 1) {
    const took = [await timed(() => ask(source)), await timed(bare)] as const
    if (round < 0) continue
    ours.push(took[0])
    theirs.push(took[1])
  }
  const [a, b] = [median(ours), median(theirs)]
  cost.push([product, a.toFixed(1), b.toFixed(1), (a - b).toFixed(1)])
  server.stop()
}
process.stdout.write(`${table(cost)}\n\n`)

async function growth(product: string, fault: string): Promise<readonly [number, number]> {
  const file = fileURLToPath(new URL('./cluster/growth.ts', import.meta.url))
  const child = fork(file, [product, fault])
  return new Promise((done) => child.once('message', (said) => done(said as [number, number])))
}

const faulty: string[][] = [['client', 'fault', 'growth MB', 'answered after ms']]
let worst = 0
for (const product of products) {
  for (const fault of ['50 MB', 'endless', 'drip', 'reset in the middle']) {
    const [megabytes, tookMs] = await growth(product, fault)
    worst = Math.max(worst, megabytes)
    faulty.push([product, fault, megabytes.toFixed(0), tookMs.toFixed(0)])
  }
}
process.stdout.write(`${table(faulty)}\n`)
if (worst > mostGrowthMb) process.exitCode = 1
process.exit()
