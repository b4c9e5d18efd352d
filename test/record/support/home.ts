import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { openRecordSigner } from '../../../src/adapters/sqlite/signer.ts'
import { openSqliteStorage } from '../../../src/adapters/sqlite/storage.ts'
import type { EntryDraft } from '../../../src/domain/entry.ts'
import type { JsonObject } from '../../../src/domain/json.ts'
import type { Redacted } from '../../../src/domain/redacted.ts'
import type { IncidentRecord } from '../../../src/ports/record.ts'
import { openRecord } from '../../../src/record/record.ts'

export const start = Date.UTC(2026, 10, 23, 7)

/** A folder that does not exist yet, inside one that is removed after the test. */
export function newHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-record-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'home')
}

export function openAt(home: string, clock = { nowMs: () => start }): IncidentRecord {
  const storage = openSqliteStorage(home)
  const record = openRecord({ storage, clock, signer: openRecordSigner(home) })
  onTestFinished(() => record.close())
  return record
}

export function draft(text: string, more: Partial<EntryDraft> = {}): EntryDraft {
  return {
    kind: 'note.recorded',
    incident: 'INC-1',
    actor: { id: 'maria', kind: 'agent' },
    body: { text } as unknown as Redacted<JsonObject>,
    ...more,
  }
}
