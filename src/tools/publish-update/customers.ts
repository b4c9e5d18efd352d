import { holdsName, internalNames } from '../../documents/customers.ts'
import type { Incident } from '../../domain/incident.ts'
import { nextUpdateIn } from '../../domain/publication.ts'
import { instantMs, minuteOf } from '../../domain/time.ts'
import type { ReadContext } from '../tool.ts'
import { instantsIn } from './lint.ts'

type Given = Pick<ReadContext, 'nowMs' | 'services' | 'trust'>

/** Ids of Baton and of ticket systems, such as INC-7Q3F and SUP-1042. */
const reference = /\b(?:INC|REQ|ASK|EV)-[0-9A-Z]{2,20}\b|\b[A-Z][A-Z0-9]{1,9}-\d{2,}\b/
const ended =
  /\b(?:is|are|was|were|been|now|fully|completely)\s+(?:now\s+|fully\s+)?(?:resolved|fixed|solved)\b/i
const notYet = /\b(?:until|once|when|before|after|if|not|as soon as|n't)\b/i
/** A name that is an identifier and no word that customers use themselves. */
const identifier = /[-_\d]/
/** Ids of accounts and teams that are words of every text. */
const ordinary = new Set(['unknown', 'support', 'engineering', 'admin', 'root', 'user', 'team'])

/**
 * What customers must not read (resources/support/customer-messaging.md), as far as a text shows it. Vendors, figures and
 * whether a workaround was tried are left to whoever grants it.
 */
export function customerFaults(text: string, incident: Incident, given: Given): readonly string[] {
  const lines = text.split('\n')
  const names = namesOf(incident, given)
  const since = instantsIn(text).some((at) => at <= given.nowMs)
  return [
    ...(lines.some((line) => holdsName(line, names))
      ? ['It names a person, a service, a flag or a request.']
      : []),
    ...(namesCase(text, incident) ? ['It names a ticket or incident by its id.'] : []),
    ...(claimsTheEnd(text, incident)
      ? ['It says resolved before the resolution is on record (record_note, decision "Resolved:").']
      : []),
    ...(since ? [] : ['It does not say since when, as a UTC minute.']),
    ...(promises(text, incident, given.nowMs)
      ? [
          'It promises a time that nobody owns: update_incident with eta, or record_note with promise, first.',
        ]
      : []),
  ]
}

/** False for a line that names what is internal. */
export function isForCustomers(line: string, incident: Incident, given: Given): boolean {
  return !holdsName(line, namesOf(incident, given)) && !namesCase(line, incident)
}

function namesCase(text: string, { ticket }: Incident): boolean {
  return reference.test(text) || (ticket !== null && holdsName(text, [ticket]))
}

function namesOf(incident: Incident, { services, trust }: Given): readonly string[] {
  const people = trust().people.flatMap(({ id, name }) => [id, name])
  const systems = services
    .flatMap(({ name, owner }) => (owner === null ? [name] : [name, owner]))
    .filter((name) => identifier.test(name))
  return [...internalNames(incident), ...people, ...systems].filter(
    (name) => name.length > 2 && !ordinary.has(name.toLowerCase()),
  )
}

function claimsTheEnd(text: string, { resolvedAt }: Incident): boolean {
  if (resolvedAt !== null) return false
  return text.split(/[.!?\n]/).some((clause) => ended.test(clause) && !notYet.test(clause))
}

/** A time ahead, other than that of the next update and of an ETA with its owner, is a promise; it stands on the record first. */
function promises(text: string, { eta, notes }: Incident, nowMs: number): boolean {
  const next = nextUpdateIn(text)
  const owned = eta === null ? undefined : instantMs(minuteOf(eta.at))
  const ahead = instantsIn(text).filter((at) => at > nowMs && at !== next && at !== owned)
  return ahead.length > 0 && !notes.some(({ type }) => type === 'promise')
}
