import type { Fact } from './fact.ts'
import type { JsonObject } from './json.ts'
import type { Redacted } from './redacted.ts'

/** Who did it. `agent` speaks through an MCP client, `human` through a command or the desk, `server` is Baton itself. */
export interface Actor {
  readonly id: string
  readonly kind: 'agent' | 'human' | 'server'
}

/** Baton itself, where it states what it did or read. */
export const server: Actor = { id: 'baton', kind: 'server' }

/** What is to be appended; the record adds `seq`, `id`, `at` and the salt. */
export interface EntryDraft {
  readonly kind: Fact['kind']
  readonly incident: string | null
  readonly actor: Actor
  readonly body: Redacted<JsonObject>
  /** At most one entry of the whole record may bear this key; a second append of it throws CONFLICT. */
  readonly once?: string
}

/** One line of the record. `at` is a full ISO instant with `Z` that never runs back. */
export interface Entry {
  readonly seq: number
  readonly id: string
  readonly incident: string | null
  readonly kind: Fact['kind']
  readonly at: string
  readonly actor: Actor
  /** Null once purged; the leaf keeps its digest. */
  readonly body: JsonObject | null
}
