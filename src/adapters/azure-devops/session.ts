import { setTimeout } from 'node:timers/promises'

import { httpDateMs } from '../network/retry-after.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { addressOf, isServer } from './addresses.ts'
import { type Client, type Connection, openClient } from './client.ts'
import { type Headers, quietUntilMs } from './fault.ts'
import { type Listed, listOf, type Shape } from './shapes.ts'

/** One question; `freshMs` is how old an answer may be. */
export interface Question {
  readonly at?: 'releases'
  readonly path: readonly (string | number)[]
  readonly query: Readonly<Record<string, string>>
  readonly apiVersion?: string
  readonly freshMs?: number
  /** Where the same is asked for of a server that knows the first place not. */
  readonly else?: { readonly path: readonly string[]; readonly apiVersion: string }
}

/** One project as it is asked. What it throws is VendorFault. */
export interface Session {
  /** How far its clock is ahead of ours by its last answer, milliseconds; null while it has not said. */
  readonly skewMs: () => number | null
  /** One page of a list, and what leads to the next one. */
  list<T>(question: Question, shape: Shape<T>, signal: AbortSignal): Promise<Page<T>>
  /** Something that is no list. */
  one<T>(question: Question, shape: Shape<T>, signal: AbortSignal): Promise<T>
}

export interface Page<T> extends Listed<T> {
  readonly next: string | null
}

const aMinuteMs = 60_000
/** Members of lists that are held. */
const mostHeld = 30_000
/** A pause that is waited for rather than told. */
const shortPauseMs = 5_000

export function openSession(connection: Connection, apiVersion: string): Session {
  const { addresses, nowMs } = connection
  const held = heldAnswers(nowMs)
  let client: Promise<Client> | undefined
  let skewMs: number | null = null
  let quietUntil = 0
  let isOlder = false

  const hear = (headers: Headers): void => {
    const dateMs = httpDateMs(headers['date'])
    if (dateMs !== null) skewMs = dateMs - nowMs()
    quietUntil = quietUntilMs(headers, nowMs()) ?? quietUntil
  }

  const ask = async <T>(
    { else: former, ...question }: Question,
    signal: AbortSignal,
    read: (result: unknown, headers: Headers) => T,
  ): Promise<T> => {
    if (former === undefined) return askOne(question, signal, read)
    if (isOlder) return askOne({ ...question, ...former }, signal, read)
    try {
      return await askOne(question, signal, read)
    } catch (cause) {
      const isUnknown = cause instanceof VendorFault && ['missing', 'rejected'].includes(cause.kind)
      if (!isUnknown || !isServer(addresses)) throw cause
      const found = await askOne({ ...question, ...former }, signal, read)
      isOlder = true
      return found
    }
  }

  /** What is fresh is not asked again, and nothing is sent while it has asked to be left alone. */
  const askOne = async <T>(
    question: Question,
    signal: AbortSignal,
    read: (result: unknown, headers: Headers) => T,
  ): Promise<T> => {
    const root = question.at === 'releases' ? addresses.releases : addresses.base
    const query = { ...question.query, 'api-version': question.apiVersion ?? apiVersion }
    const url = addressOf(root, addresses.project, question.path, query)
    const before = held.get(url.href)
    if (before !== undefined) return before as T
    await passPause(signal)
    client ??= openClient(connection).catch((cause: unknown) => {
      client = undefined
      throw cause
    })
    const { result, headers } = await (await client)(url, signal, hear)
    const value = read(result, headers)
    held.set(url.href, value, question.freshMs ?? aMinuteMs)
    return value
  }

  const passPause = async (signal: AbortSignal): Promise<void> => {
    const until = quietUntil
    const pauseMs = until - nowMs()
    if (pauseMs <= 0) return
    if (pauseMs > shortPauseMs) throw new VendorFault('busy', pauseMs)
    try {
      await setTimeout(pauseMs, undefined, { signal })
    } catch {
      throw new VendorFault('time was up')
    }
    // What another answer asked for meanwhile holds.
    if (quietUntil === until) quietUntil = 0
  }

  return {
    skewMs: () => skewMs,
    list: (question, shape, signal) =>
      ask(question, signal, (result, headers) => ({
        ...listOf(shape, result),
        next: headers['x-ms-continuationtoken'] || null,
      })),
    one: (question, shape, signal) =>
      ask(question, signal, (result) => {
        const found = shape.safeParse(result)
        if (!found.success) throw new VendorFault('unexpected')
        return found.data
      }),
  }
}

/** Answers while they are fresh, the oldest given up first. */
function heldAnswers(nowMs: () => number) {
  const held = new Map<string, { readonly untilMs: number; readonly value: unknown }>()
  return {
    get(key: string): unknown {
      const found = held.get(key)
      return found !== undefined && nowMs() < found.untilMs ? found.value : undefined
    },
    set(key: string, value: unknown, freshMs: number): void {
      held.delete(key)
      held.set(key, { untilMs: nowMs() + freshMs, value })
      let size = 0
      for (const one of held.values()) size += sizeOf(one.value)
      for (const [old, one] of held) {
        if (old === key || (nowMs() < one.untilMs && size <= mostHeld)) continue
        held.delete(old)
        size -= sizeOf(one.value)
      }
    },
  }
}

function sizeOf(value: unknown): number {
  const { items } = value as { readonly items?: readonly unknown[] }
  return (items?.length ?? 0) + 1
}
