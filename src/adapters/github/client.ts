import { randomUUID } from 'node:crypto'

import type { Octokit } from '@octokit/rest'
import type { Dispatcher } from 'undici'

import { boundedFetch } from '../network/bounded-fetch.ts'
import { WireError } from '../network/bounded-request.ts'
import { installationToken } from './installation.ts'
import { readsOnly } from './permit.ts'

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | {
      readonly kind: 'app'
      readonly appId: string
      readonly installationId: string
      readonly privateKey: string
    }

/** What a client needs to speak with one GitHub. */
export interface Connection {
  readonly base: URL
  readonly credentials: Credentials
  readonly dispatcher: () => Dispatcher
  readonly deadlineMs: number
  /** How long a second of waiting lasts, milliseconds. */
  readonly secondMs: number
}

/** The version of the REST API that answers are read by. */
const apiVersion = '2022-11-28'
const mostBytes = 16 * 1024 * 1024
const longestPauseSeconds = 5

/** Octokit with our one request under it: one repetition after a failure of theirs, pauses of seconds and none longer. */
export async function openClient(connection: Connection): Promise<Octokit> {
  const { Octokit } = await import('@octokit/rest')
  const { retry } = await import('@octokit/plugin-retry')
  const { throttling } = await import('@octokit/plugin-throttling')
  const { base, credentials, dispatcher, deadlineMs, secondMs } = connection
  const pauses = (seconds: number, _asked: unknown, _client: unknown, count: number): boolean =>
    count === 0 && seconds <= longestPauseSeconds
  const Client = Octokit.plugin(pinned, once, throttling, retry)
  const options = {
    baseUrl: base.href.replace(/\/$/, ''),
    userAgent: 'incident-baton',
    request: {
      fetch: boundedFetch({ dispatcher, mostBytes, deadlineMs, permit: readsOnly(base) }),
      log,
    },
    log,
    retry: { retryAfterBaseValue: secondMs },
    throttle: {
      id: randomUUID(),
      // What it holds back a second is what writes; our GraphQL reads.
      write: unhindered as never,
      retryAfterBaseValue: secondMs,
      onRateLimit: never,
      onSecondaryRateLimit: pauses,
    },
  }
  const client = new Client(
    credentials.kind === 'token' ? { ...options, auth: credentials.token } : options,
  )
  if (credentials.kind === 'app') {
    const token = await installationToken(credentials, new Client(options).request)
    client.hook.before('request', async (asked) => {
      asked.headers.authorization = `token ${await token()}`
    })
  }
  return client
}

function nothing(): void {}

/** What GitHub says in headers is for nobody's terminal. */
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** An hour's limit lasts longer than anybody waits. */
function never(): boolean {
  return false
}

const unhindered = {
  key: () => ({ schedule: (_options: unknown, job: () => unknown) => job() }),
}

function pinned(octokit: Pick<Octokit, 'hook'>): void {
  octokit.hook.before('request', (asked) => {
    asked.headers['x-github-api-version'] = apiVersion
  })
}

/** What failed on their side or on the way is asked for once more; what was refused, too large or too late is not. */
function once(octokit: Pick<Octokit, 'hook'>): void {
  octokit.hook.error('request', (error, asked) => {
    const { status } = error as { status?: unknown }
    const isTooMuch = asked.request['repeats'] === false && (status === 502 || status === 504)
    asked.request.retries = isPassing(error) && !isTooMuch ? 1 : 0
    throw error
  })
}

function isPassing(error: Error): boolean {
  const { cause, status } = error as { cause?: unknown; status?: unknown }
  if (cause !== undefined) {
    return cause instanceof WireError && ['broken off', 'unreachable'].includes(cause.fault)
  }
  return typeof status === 'number' && status >= 500
}
