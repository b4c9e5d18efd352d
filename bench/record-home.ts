import { openRecordSigner } from '../src/adapters/sqlite/signer.ts'
import { openSqliteStorage } from '../src/adapters/sqlite/storage.ts'
import type { EntryDraft } from '../src/domain/entry.ts'
import type { IncidentRecord } from '../src/ports/record.ts'
import { openRecord } from '../src/record/record.ts'

/** A record on the real clock. */
export function openAt(home: string): IncidentRecord {
  const clock = { nowMs: () => Date.now() }
  return openRecord({ storage: openSqliteStorage(home), clock, signer: openRecordSigner(home) })
}

/** What the entry of a call holds, more or less: a body of 200 characters. */
export function draft(n = 0): EntryDraft {
  const body = { text: 'x'.repeat(200), n } as unknown as EntryDraft['body']
  const actor = { id: 'maria', kind: 'agent' } as const
  return { kind: 'call.answered', incident: 'INC-1NB7Q2K4VX', actor, body }
}
