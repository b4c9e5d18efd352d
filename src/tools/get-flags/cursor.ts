import { HandoffError } from '../../domain/error.ts'
import { canonicalJson, sha256 } from '../../domain/json.ts'
import type { Input } from './input.ts'

/** Where a page starts among these keys in this order. */
export function cursorOf(input: Input, keys: readonly string[], offset: number): string {
  return `${digest(input, keys)}.${offset}`
}

/** Throws INVALID_INPUT for another query's cursor and once flags have come, gone or changed their order. */
export function offsetOf(input: Input, keys: readonly string[]): number {
  if (input.cursor === undefined) return 0
  const [, hash, offset] = /^([0-9a-f]{12})\.(\d{1,6})$/.exec(input.cursor) ?? []
  if (hash === digest(input, keys)) return Number(offset)
  throw new HandoffError('INVALID_INPUT', 'The cursor belongs to another query or other flags.', {
    hint: 'Repeat the arguments of the query that gave it; if flags have changed, start without a cursor.',
  })
}

function digest(input: Input, keys: readonly string[]): string {
  const query = { ...input, cursor: undefined, limit: undefined, keys }
  return sha256(canonicalJson(query)).slice(0, 12)
}
