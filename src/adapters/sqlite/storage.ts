import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

import type { Entry } from '../../domain/entry.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { EntryStorage, StoredEntry, StoredHead } from '../../ports/entry-storage.ts'
import type { EntryFilter } from '../../ports/record.ts'
import { Database, exclusively } from './database.ts'
import { retrying, retryingSync } from './retry.ts'
import { recordSchema } from './schema.ts'

type Row = Record<string, SQLOutputValue>

const unwritten = 'The record cannot be written.'
const unread = 'The record cannot be read.'

/** The record's entries in `home/record.db`, for several processes at once. Touches the disk when first used. */
export function openSqliteStorage(home: string): EntryStorage {
  const database = new Database(home, recordSchema)

  const insert = (db: DatabaseSync, entry: StoredEntry) =>
    database
      .prepare(db, 'INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        entry.seq,
        entry.id,
        entry.incident,
        entry.kind,
        entry.at,
        entry.actor,
        entry.actorKind,
        entry.once,
        entry.digest,
        entry.salt,
        entry.leaf,
        entry.body,
      )

  const headOf = (db: DatabaseSync) =>
    toHead(database.prepare(db, 'SELECT size, frontier, note FROM head').get())

  const lastAt = (db: DatabaseSync, head: StoredHead | null) =>
    head &&
    ((database.prepare(db, 'SELECT at FROM entry WHERE seq = ?').get(head.size)?.['at'] ?? null) as
      | string
      | null)

  const isTaken = (db: DatabaseSync, once: string) =>
    database.prepare(db, 'SELECT 1 FROM entry WHERE once = ?').get(once) !== undefined

  return {
    write: (build) =>
      retrying(unwritten, () => {
        const db = database.writing()
        exclusively(db, () => {
          const head = headOf(db)
          const view = {
            head,
            lastAt: lastAt(db, head),
            isTaken: (key: string) => isTaken(db, key),
          }
          const batch = build(view)
          if (!batch) return
          for (const entry of batch.entries) insert(db, entry)
          const { size, frontier, note } = batch.head
          database
            .prepare(db, 'INSERT OR REPLACE INTO head VALUES (1, ?, ?, ?)')
            .run(size, frontier.join(','), note)
        })
      }),

    read: (filter) =>
      retryingSync(unread, () => {
        const db = database.reading()
        if (!db) return []
        const { where, values } = conditions(filter)
        const sql = `SELECT seq, id, incident, kind, at, actor, actor_kind, body FROM entry ${where} ORDER BY seq`
        return database
          .prepare(db, sql)
          .all(...values)
          .map(toEntry)
      }),

    head: () =>
      retryingSync(unread, () => {
        const db = database.reading()
        return db ? headOf(db) : null
      }),

    close: () => database.close(),
  }
}

function conditions({ incident, kinds, afterSeq }: EntryFilter) {
  const terms = [
    incident === undefined ? null : (['incident = ?', incident] as const),
    kinds && (['kind IN (SELECT value FROM json_each(?))', JSON.stringify(kinds)] as const),
    afterSeq === undefined ? null : (['seq > ?', afterSeq] as const),
  ].filter((term) => term !== null && term !== undefined)
  const where = terms.length > 0 ? `WHERE ${terms.map(([sql]) => sql).join(' AND ')}` : ''
  return { where, values: terms.map(([, value]) => value) }
}

/** The head as its row says it; null when there is none. */
export function toHead(row: Row | undefined): StoredHead | null {
  if (!row) return null
  const frontier = String(row['frontier']).split(',')
  return { size: Number(row['size']), frontier, note: String(row['note']) }
}

function toEntry(row: Row): Entry {
  return {
    seq: Number(row['seq']),
    id: String(row['id']),
    incident: row['incident'] as string | null,
    kind: row['kind'] as Entry['kind'],
    at: String(row['at']),
    actor: { id: String(row['actor']), kind: row['actor_kind'] as Entry['actor']['kind'] },
    body: row['body'] === null ? null : (JSON.parse(String(row['body'])) as JsonObject),
  }
}
