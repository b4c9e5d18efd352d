import type { IncidentRecord } from '../ports/record.ts'

export interface HeardRecord extends IncidentRecord {
  /** Calls the listener after each append of this process; the returned function ends it. */
  onAppended(listener: () => void): () => void
}

/** The same record, whose appends can be heard of. */
export function heard(record: IncidentRecord): HeardRecord {
  const listeners = new Set<() => void>()
  return {
    ...record,
    async append(drafts) {
      const entries = await record.append(drafts)
      for (const listener of listeners) listener()
      return entries
    },
    onAppended(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
