import { besideFences } from '../domain/fence.ts'
import type { Json } from '../domain/json.ts'
import type { Redactor } from '../ports/redactor.ts'

const scope = { incident: null, profile: 'log', wire: true } as const
/** Members of an envelope that the protocol correlates by: looked at by nobody, chosen by the peer or by the SDK. */
const envelope: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method'])
const correlation: ReadonlySet<string> = new Set([
  'progressToken',
  'requestState',
  'requestId',
  'subscriptionId',
  'protocolVersion',
])

const nothing: ReadonlySet<string> = new Set()
/** Members in which Baton speaks for itself; under any other name its words are looked at as all are. */
const spoken: ReadonlySet<string> = new Set(['capabilities', 'instructions', 'serverInfo', 'tools'])
/** Members of a result that hold texts. */
const shown: ReadonlySet<string> = new Set(['content', 'contents', 'messages'])
/** The first one is ours: what others wrote comes behind it. */
const opening = /^\[untrusted ([0-9a-f]{12}) from /m

/**
 * The second redaction, at the wire: strict profile over a JSON-RPC message or batch, genuine tokens of any incident
 * and what the protocol correlates by untouched, as are `own` values: members of a result that Baton says in every
 * conversation, serialised. Returns the same object when nothing is found; throws when it cannot tell.
 */
export function redactEgress(
  message: unknown,
  redactor: Redactor,
  own: ReadonlySet<string> = nothing,
): unknown {
  if (Array.isArray(message)) {
    const next = message.map((item: unknown) => redactEgress(item, redactor, own))
    return next.every((item, i) => item === message[i]) ? message : next
  }
  if (message === null || typeof message !== 'object') return redact(message, redactor)
  return members(message, (key, value) => {
    if (envelope.has(key)) return value
    if (key === 'params' || key === 'result') return payload(value, redactor, own)
    return redact(value, redactor)
  })
}

function payload(value: unknown, redactor: Redactor, own: ReadonlySet<string>): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return redact(value, redactor)
  }
  return members(value, (key, member) => {
    if (correlation.has(key)) return member
    if (own.size > 0 && spoken.has(key) && own.has(JSON.stringify(member))) return member
    if (shown.has(key)) return redactShown(member, redactor, key)
    if (key !== '_meta' || member === null || typeof member !== 'object') {
      return redact({ [key]: member }, redactor, key)
    }
    return members(member, (name, item) =>
      correlation.has(name) ? item : redact({ [name]: item }, redactor, name),
    )
  })
}

/** What clients show: a text with fences is looked at between their lines, so that no finding swallows one. */
function redactShown(value: unknown, redactor: Redactor, key: string): unknown {
  if (typeof value === 'string') {
    const nonce = opening.exec(value)?.[1]
    if (nonce === undefined) return redact({ [key]: value }, redactor, key)
    return besideFences(value, nonce, (piece) => redact(piece, redactor) as string)
  }
  if (Array.isArray(value)) {
    const next = value.map((item: unknown) => redactShown(item, redactor, key))
    return next.every((item, i) => Object.is(item, value[i])) ? value : next
  }
  const isOurs = typeof value === 'object' && value !== null && Object.keys(value).every(isMember)
  if (!isOurs) return redact({ [key]: value }, redactor, key)
  return members(value, (name, member) => redactShown(member, redactor, name))
}

function isMember(name: string): boolean {
  return /^_?[A-Za-z]{1,40}$/.test(name)
}

function members(object: object, change: (key: string, value: unknown) => unknown): unknown {
  let changed = false
  const entries = Object.entries(object).map(([key, value]: [string, unknown]) => {
    const next = change(key, value)
    if (!Object.is(next, value)) changed = true
    return [key, next] as const
  })
  return changed ? Object.fromEntries(entries) : object
}

/** With a key, the value is looked at as a field of that name. */
function redact(value: unknown, redactor: Redactor, key?: string): unknown {
  if (value === undefined) return value
  const { value: next } = redactor.json(value as Json, scope)
  return key === undefined ? next : Object.values(next as object)[0]
}
