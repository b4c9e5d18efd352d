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
])

/**
 * The second redaction, at the wire: strict profile over a JSON-RPC message or batch, genuine tokens of any incident
 * and what the protocol correlates by untouched. Returns the same object when nothing is found; throws when it cannot tell.
 */
export function redactEgress(message: unknown, redactor: Redactor): unknown {
  if (Array.isArray(message)) {
    const next = message.map((item: unknown) => redactEgress(item, redactor))
    return next.every((item, i) => item === message[i]) ? message : next
  }
  if (message === null || typeof message !== 'object') return redact(message, redactor)
  return members(message, (key, value) => {
    if (envelope.has(key)) return value
    return key === 'params' || key === 'result' ? payload(value, redactor) : redact(value, redactor)
  })
}

function payload(value: unknown, redactor: Redactor): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return redact(value, redactor)
  }
  return members(value, (key, member) => {
    if (correlation.has(key)) return member
    if (key !== '_meta' || member === null || typeof member !== 'object') {
      return redact({ [key]: member }, redactor, key)
    }
    return members(member, (name, item) =>
      correlation.has(name) ? item : redact({ [name]: item }, redactor, name),
    )
  })
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
