import type { Actor, Entry, EntryDraft } from '../domain/entry.ts'
import type { Fact, FactKind } from '../domain/fact.ts'
import { authorOf } from '../domain/known-person.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Redacted } from '../domain/redacted.ts'
import type { IncidentRecord } from '../ports/record.ts'
import type { Redactor } from '../ports/redactor.ts'

/** Fields that Baton itself made or a signature covers: stored to the letter, so that they verify a year later. */
const verbatim: Partial<Record<FactKind, readonly string[]>> = {
  'call.asked': ['call', 'what', 'arguments'],
  'call.answered': ['call', 'what'],
  'call.refused': ['call', 'what'],
  'incident.opened': ['severity'],
  'note.recorded': ['type'],
  'reproduction.recorded': ['result'],
  'change.proposed': ['request', 'digest', 'trust', 'nonce', 'expiresAt'],
  'change.decided': ['request', 'digest', 'statement', 'signature', 'key'],
  'change.applying': ['request', 'digest', 'deadline'],
  'ask.assigned': ['ask', 'due', 'role'],
  'ask.moved': ['ask', 'due', 'to'],
  'incident.closed': ['followUps'],
  'handoff.acknowledged': ['statement', 'signature', 'key'],
  'glass.broken': ['statement', 'signature', 'key', 'until'],
  'glass.countersigned': ['statement', 'signature', 'key', 'done', 'requests'],
  'glass.objected': ['statement', 'signature', 'key', 'done', 'requests'],
  'severity.lowered': ['statement', 'signature', 'key'],
  'command.handed': ['statement', 'signature', 'key', 'from', 'to'],
  'document.rendered': ['file', 'sha256', 'asOf'],
  'notice.sent': ['about', 'channel'],
  'notice.failed': ['about', 'channel', 'notBefore'],
  'report.recorded': ['feed', 'kind', 'startedAt', 'finishedAt'],
  'evidence.captured': ['evidence', 'kind', 'file', 'sha256', 'asOf'],
}

/** How long an entry may wait for another one to share its durable write. */
const longestWaitMs = 25

/** `once` may be made of the body as it goes on the record, so that no digest of anything raw is kept. */
type Append = (
  actor: Actor,
  incident: string | null,
  fact: Fact,
  once?: string | ((body: Redacted<JsonObject>) => string),
) => Promise<Entry>

/** The only way into the record: every fact is redacted with its incident's tokens before it is appended. */
export interface Journal {
  /** Resolves once durable. */
  readonly append: Append
  /**
   * The same, in one durable write with whatever this process appends next, or alone after 25 ms: for an ask that only
   * reads, which has no effect before its answer is durable too.
   */
  readonly appendWithNext: Append
}

export function createJournal(record: IncidentRecord, redactor: Redactor): Journal {
  let waiting: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined

  function release(): void {
    clearTimeout(timer)
    timer = undefined
    const ready = waiting
    waiting = []
    for (const go of ready) go()
  }

  function draftOf(...[actor, incident, fact, once]: Parameters<Append>): EntryDraft {
    const body = redactBody(redactor, incident, fact)
    const key = typeof once === 'function' ? once(body) : once
    return { kind: fact.kind, incident, actor, body, ...(key === undefined ? {} : { once: key }) }
  }

  async function write(draft: EntryDraft): Promise<Entry> {
    const [entry] = await record.append([draft])
    if (!entry) throw new Error('the record returned no entry')
    return entry
  }

  return {
    async append(...said) {
      const draft = draftOf(...said)
      release()
      return write(draft)
    },
    async appendWithNext(...said) {
      const draft = draftOf(...said)
      return new Promise((resolve) => {
        waiting.push(() => resolve(write(draft)))
        timer ??= setTimeout(release, longestWaitMs)
      })
    },
  }
}

/** Whom a change that was told names: no ticket has taught them. */
function namedIn({ kind, body }: Fact) {
  return kind === 'report.recorded' ? [body.actor, ...body.approvedBy].flatMap(authorOf) : []
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
    knowing: namedIn(fact),
  })
  const exact = Object.fromEntries(kept.map((key) => [key, body[key]]))
  return Object.assign({}, value, exact)
}
