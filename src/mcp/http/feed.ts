import { createHash, timingSafeEqual } from 'node:crypto'

import { readRequestBody } from '@modelcontextprotocol/server'

import { toldChanges, type NotTold } from '../../domain/told-changes.ts'
import type { Guard } from '../../guard/index.ts'
import { recordRefusal } from '../refusal.ts'
import { reportRoom } from '../rooms/report.ts'
import type { Traffic } from './traffic.ts'

/** A feed that may tell changes here, by its token. */
export interface Feed {
  readonly name: string
  /** Null while it has none: then nobody speaks for it. */
  readonly token: () => string | null
  readonly service: string | null
  readonly environment: string | null
}

interface FeedDoor {
  readonly guard: Guard
  readonly feeds: readonly Feed[]
  readonly traffic: Traffic
}

const mostBytes = 128 * 1024
const deadlineMs = 20_000

const refusals = {
  token: { status: 401, words: 'The token is missing or is no feed’s of this server.' },
  method: { status: 405, words: 'Changes are told by POST.' },
  type: {
    status: 415,
    words: 'Send application/json, or application/x-ndjson for several changes.',
  },
  gone: { status: 400, words: 'The client went away before its changes were whole.' },
  size: { status: 413, words: 'The body is larger than 128 KiB; send fewer changes at once.' },
  json: { status: 400, words: 'The body is not JSON: one object, or one on each line.' },
  empty: { status: 400, words: 'The body tells no change.' },
  many: { status: 413, words: 'More than 200 changes at once; send fewer.' },
  change: {
    status: 422,
    words:
      'No change of these was recorded: each needs an id, startedAt with Z or an offset, a finishedAt that is not before it, a kind of ours, and texts of at most 500 characters, notes of 4,000.',
  },
  busy: { status: 503, words: 'Too many requests are under way; try again.' },
  ending: { status: 503, words: 'The server is ending.' },
  record: { status: 503, words: 'The record cannot be written at present; send the same again.' },
  fault: {
    status: 500,
    words: 'Baton failed at these changes; none or not all of them are recorded.',
  },
} as const

/**
 * POST /changes: a feed tells what it changed. Who it is says its token alone; all that is told goes through the hall and
 * onto the record, redacted, and from there into the lists of changes.
 */
export function createFeedDoor({ guard, feeds, traffic }: FeedDoor) {
  const refuse = async (name: keyof typeof refusals, more: object = {}): Promise<Response> => {
    const { status, words } = refusals[name]
    await recordRefusal(guard, { name: `http/changes/${name}`, words })
    const headers = {
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(status === 405 && { allow: 'POST' }),
    }
    return Response.json({ error: words, ...more }, { status, headers })
  }

  return async (request: Request): Promise<Response> => {
    const feed = feedOf(request, feeds)
    if (feed === undefined) return refuse('token')
    if (request.method !== 'POST') return refuse('method')
    const type = /^\s*([\w./+-]+)/.exec(request.headers.get('content-type') ?? '')?.[1]
    const isLines = type === 'application/x-ndjson'
    if (!isLines && type !== 'application/json') return refuse('type')
    const body = await readRequestBody(request, mostBytes).catch(() => undefined)
    if (!body) return refuse('gone')
    if (body.tooLarge) return refuse('size')
    const told = toldChanges(body.text, isLines, { ...feed, source: 'record' })
    if (!isList(told)) return refuse(...refusalOf(told))
    const place = traffic.enter()
    if (typeof place === 'string') return refuse(place)
    try {
      const outcome = await guard.walk({
        what: 'protocol',
        name: 'http/changes',
        client: feed.name,
        actor: { id: `feed-${feed.name}`, kind: 'server' },
        arguments: { changes: told },
        signal: AbortSignal.timeout(deadlineMs),
        room: reportRoom(feed.name, told),
      })
      if (outcome.code !== null)
        return await refuse(outcome.code === 'UPSTREAM' ? 'record' : 'fault')
      const { recorded, known } = outcome.structured
      return Response.json({ recorded, known })
    } finally {
      place.leave()
    }
  }
}

function isList<T>(told: readonly T[] | NotTold): told is readonly T[] {
  return Array.isArray(told)
}

function refusalOf(told: NotTold): [keyof typeof refusals, object?] {
  if (told === 'not JSON') return ['json']
  if (told === 'empty') return ['empty']
  return told === 'too many' ? ['many'] : ['change', { broken: told.broken }]
}

/** Every feed is looked at, and every comparison takes as long as any other. */
function feedOf(request: Request, feeds: readonly Feed[]): Feed | undefined {
  const given = digestOf(
    /^Bearer ([\x21-\x7e]{1,500})$/.exec(request.headers.get('authorization') ?? '')?.[1],
  )
  let found: Feed | undefined
  for (const feed of feeds) {
    const held = feed.token()
    const isMine = timingSafeEqual(digestOf(held ?? undefined), given)
    if (isMine && held !== null) found ??= feed
  }
  return found
}

function digestOf(token = ''): Buffer {
  return createHash('sha256').update(token).digest()
}
