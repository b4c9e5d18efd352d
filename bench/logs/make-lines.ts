import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

import { seeded } from '../../src/domain/seeded.ts'

/** What was written: lines in time order from `fromMs` to `toMs`, and how many hold the text that the benchmark looks for. */
export interface MadeLines {
  readonly fromMs: number
  readonly toMs: number
  readonly bytes: number
}

/** Stands in about one line of 2,000. */
export const rareText = 'could not obtain a connection from the pool'

const startMs = Date.UTC(2026, 10, 22)
const dayMs = 86_400_000
const regions = ['eu-west-1', 'us-east-1', 'ap-south-1']
const services = ['auth', 'billing', 'orders', 'search', 'webhooks', 'gateway']
const routes = ['/v1/orders/', '/v1/users/', '/v1/invoices/', '/v2/search/', '/v1/keys/']

/** Writes ECS lines of about 750 bytes over 24 hours, the same ones for the same seed. */
export async function makeLines(file: string, count: number, seed = 1): Promise<MadeLines> {
  const random = seeded(seed)
  const out = createWriteStream(file, { highWaterMark: 4 * 1024 * 1024 })
  let bytes = 0
  for (let i = 0; i < count;) {
    const block: string[] = []
    for (const end = Math.min(count, i + 2_000); i < end; i++) {
      block.push(lineAt(startMs + Math.floor((i / count) * dayMs), i, random))
    }
    const text = `${block.join('\n')}\n`
    bytes += text.length
    if (!out.write(text)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  return { fromMs: startMs, toMs: startMs + dayMs, bytes }
}

function lineAt(atMs: number, i: number, random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const hex = (digits: number): string => {
    let text = ''
    while (text.length < digits)
      text += Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0')
    return text.slice(0, digits)
  }
  const kind = random()
  const failed = kind < 0.03
  const id = Math.floor(random() * 1e6)
  const service = pick(services)
  const route = pick(routes)
  const message = failed
    ? kind < 0.0005
      ? `Request ${id} failed: ${rareText} within 3000 ms after 2 attempts`
      : `Upstream ${pick(services)} answered 503 for order ${id} after ${Math.floor(random() * 3e3)} ms`
    : `Handled ${route}${id} for tenant ${id % 97} in ${Math.floor(random() * 400)} ms, ${Math.floor(random() * 90)} rows read from the replica, cache ${kind < 0.5 ? 'hit' : 'miss'}`
  return JSON.stringify({
    '@timestamp': new Date(atMs).toISOString(),
    'log.level': failed ? 'error' : 'info',
    message,
    ecs: { version: '8.11.0' },
    service: {
      name: service,
      version: `4.${id % 3}.1`,
      environment: 'production',
      node: { name: `${service}-${id % 5}` },
    },
    cloud: { provider: 'aws', region: pick(regions), availability_zone: 'a' },
    host: { name: `ip-10-0-3-${id % 40}`, architecture: 'x86_64' },
    process: { pid: 17, thread: { name: `worker-${id % 8}` } },
    http: {
      request: { method: 'POST', id: hex(32) },
      response: { status_code: failed ? 503 : 200 },
    },
    url: { path: `${route}${id}` },
    trace: { id: hex(32) },
    span: { id: hex(16) },
    user: { id: `u${id % 50_000}` },
    event: {
      dataset: `${service}.log`,
      duration: Math.floor(random() * 4e8),
      outcome: failed ? 'failure' : 'success',
    },
    labels: { tenant: `${id % 97}`, release_channel: 'stable', sequence: i },
  })
}
