import type { Actor, Entry } from '../domain/entry.ts'
import type { Fact, FactKind } from '../domain/fact.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Redacted } from '../domain/redacted.ts'
import type { IncidentRecord } from '../ports/record.ts'
import type { Redactor } from '../ports/redactor.ts'

/** Fields that Baton itself made or a signature covers: stored to the letter, so that they verify a year later. */
const verbatim: Partial<Record<FactKind, readonly string[]>> = {
  'call.asked': ['call', 'what', 'arguments'],
  'call.answered': ['call', 'what'],
  'call.refused': ['call', 'what'],
  'change.proposed': ['request', 'digest', 'trust', 'nonce', 'expiresAt'],
  'change.decided': ['request', 'digest', 'statement', 'signature', 'key'],
  'change.applying': ['request', 'digest', 'deadline'],
  'handoff.acknowledged': ['statement', 'signature', 'key'],
  'document.rendered': ['file', 'sha256', 'asOf'],
}

/** The only way into the record: every fact is redacted with its incident's tokens before it is appended. */
export interface Journal {
  readonly append: (
    actor: Actor,
    incident: string | null,
    fact: Fact,
    once?: string,
  ) => Promise<Entry>
}

export function createJournal(record: IncidentRecord, redactor: Redactor): Journal {
  return {
    async append(actor, incident, fact, once) {
      const body = redactBody(redactor, incident, fact)
      const draft = {
        kind: fact.kind,
        incident,
        actor,
        body,
        ...(once === undefined ? {} : { once }),
      }
      const [entry] = await record.append([draft])
      if (!entry) throw new Error('the record returned no entry')
      return entry
    },
  }
}

function redactBody(redactor: Redactor, incident: string | null, fact: Fact): Redacted<JsonObject> {
  const kept = verbatim[fact.kind] ?? []
  const body = fact.body as JsonObject
  const looseKeys = Object.keys(body).filter((key) => !kept.includes(key))
  const loose = Object.fromEntries(looseKeys.map((key) => [key, body[key]]))
  const { value } = redactor.json(loose, {
    incident,
    profile: 'text',
    ownKeys: true,
  })
  const exact = Object.fromEntries(kept.map((key) => [key, body[key]]))
  return Object.assign({}, value, exact)
}
