import type { Entry } from '../../domain/entry.ts'
import type { FactBody, FactKind } from '../../domain/fact.ts'
import { changeWords } from './change-words.ts'
import { peopleWords } from './people-words.ts'
import type { About, Words, Writer } from './words.ts'

/** The facts that belong on the ticket of their incident, and their words. One more is a line in one of the two tables. */
const writers: { readonly [K in FactKind]?: Writer<K> } = { ...changeWords, ...peopleWords }

/** The kinds of which some belong on the ticket. */
export const ticketKinds = Object.keys(writers) as FactKind[]

/** What the ticket is to say about an entry; undefined when it says nothing, or its body was purged. */
export function commentOn(about: About): Words | undefined {
  const { kind, body } = about.entry
  const writer: Writer<FactKind> | undefined = writers[kind]
  return body === null ? undefined : writer?.(body as FactBody<FactKind>, about)
}

/** True for a fact that belongs on the ticket, without looking up anything else. */
export function belongsOnTicket(entry: Entry): boolean {
  const { incident } = entry
  return incident !== null && commentOn({ entry, incident, request: () => undefined }) !== undefined
}
