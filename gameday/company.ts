import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { type Random, pick } from './random.ts'
import { Counters } from './service/counters.ts'
import { requestOf } from './service/history.ts'
import { type Endpoint, endpointNames, endpoints, type ServiceRequest } from './service/request.ts'
import type { World } from './world.ts'

/** The small service as a running process, with its customers at work. */
export interface Company {
  readonly url: string
  counters(): Promise<Counters>
  /** Sends one request as it is and returns what came back. */
  call(request: ServiceRequest): Promise<{ readonly status: number; readonly body: string }>
  close(): Promise<void>
}

/** Starts the service over the world's files and lets customers use it, `perSecond` requests a second. */
export async function openCompany(
  world: World,
  scenarioFile: string,
  random: Random,
  perSecond: number,
): Promise<Company> {
  const script = fileURLToPath(import.meta.resolve('./service/main.ts'))
  const { flags, logs } = world.paths
  const child = spawn(execPath, [script, scenarioFile, flags, logs], {
    env: world.env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const url = await firstUrl(child)
  const call = (request: ServiceRequest): ReturnType<Company['call']> => send(url, request)
  const inFlight = new Set<Promise<unknown>>()
  const timer = setInterval(() => {
    const customer = pick(random, world.customers)
    const request = requestOf(customer, pick(random, busy), world.scenario.fault)
    const sent = call(request).catch(() => {})
    inFlight.add(sent)
    void sent.finally(() => inFlight.delete(sent))
  }, 1_000 / perSecond)
  return {
    url,
    call,
    counters: async () => Counters.parse(await (await fetch(`${url}/internal/counters`)).json()),
    async close() {
      clearInterval(timer)
      await Promise.all(inFlight)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.stdin.end()
      const late = setTimeout(() => child.kill(), 2_000)
      await ended
      clearTimeout(late)
    },
  }
}

/** Customers sign in more often than they do anything else. */
const busy: readonly Endpoint[] = [...endpointNames, 'login', 'login']

async function firstUrl(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! })
  const ended = once(child, 'exit').then(() => {
    throw new Error('The small service ended before it answered.')
  })
  const [first] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  ended.catch(() => {})
  return (JSON.parse(first) as { url: string }).url
}

async function send(
  url: string,
  request: ServiceRequest,
): Promise<{ status: number; body: string }> {
  const { method, path } = endpoints[request.endpoint]
  const { email, name, ip, keyId, card, phone, session } = request
  const headers = {
    'content-type': 'application/json',
    'x-user': email,
    'x-key-id': keyId,
    'x-forwarded-for': ip,
    authorization: `Bearer ${session ?? 'none'}`,
  }
  const body = method === 'POST' ? JSON.stringify({ name, card, phone }) : null
  const answer = await fetch(`${url}${path}`, { method, headers, body })
  return { status: answer.status, body: await answer.text() }
}
