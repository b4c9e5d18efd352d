import { HandoffError } from '../../domain/error.ts'
import { canonicalJson, sha256 } from '../../domain/json.ts'
import type { Difference } from './difference.ts'
import type { Input } from './input.ts'

/** Where a page starts among these differences in this order. */
export function cursorOf(input: Input, rows: readonly Difference[], offset: number): string {
  return `${digest(input, rows)}.${offset}`
}

/** Throws INVALID_INPUT for another query's cursor and once the environments have changed. */
export function offsetOf(input: Input, rows: readonly Difference[]): number {
  if (input.cursor === undefined) return 0
  const [, hash, offset] = /^([0-9a-f]{12})\.(\d{1,6})$/.exec(input.cursor) ?? []
  if (hash === digest(input, rows)) return Number(offset)
  throw new HandoffError('INVALID_INPUT', 'The cursor belongs to another query or other rows.', {
    hint: 'Repeat the arguments of the query that gave it; if the environments have changed, start without a cursor.',
  })
}

function digest(input: Input, rows: readonly Difference[]): string {
  const names = rows.map(({ about, service, name, is }) => [about, service, name, is])
  const query = { ...input, cursor: undefined, limit: undefined, names }
  return sha256(canonicalJson(query)).slice(0, 12)
}
