import type { SQLOutputValue } from 'node:sqlite'

import type { StoredHead } from '../../ports/entry-storage.ts'

/** The head as its row says it; null when there is none. */
export function toHead(row: Record<string, SQLOutputValue> | undefined): StoredHead | null {
  if (!row) return null
  const frontier = String(row['frontier']).split(',')
  return { size: Number(row['size']), frontier, note: String(row['note']) }
}
