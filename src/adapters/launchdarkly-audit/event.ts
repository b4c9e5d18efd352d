import { type ChangeEvent, unknownChange } from '../../domain/change-event.ts'
import type { Subject } from './resource.ts'
import type { Entry } from './shapes.ts'
import { versionsOf } from './versions.ts'

/** How the configuration reads what they call things. */
export interface Naming {
  readonly source: string
  readonly base: URL
  readonly service: string | null
  readonly environments: Readonly<Record<string, string>>
  readonly services: Readonly<Record<string, string>>
}

const longestNotes = 1_000

export function eventOf(
  entry: Entry,
  subject: Subject,
  approvedBy: readonly string[],
  naming: Naming,
): ChangeEvent {
  const [environment, ...more] = subject.environments
  const isOne = environment !== undefined && more.length === 0
  return {
    ...unknownChange,
    ...versionsOf(entry),
    id: entry._id,
    source: naming.source,
    kind: subject.kind,
    target: subject.target,
    service: serviceOf(subject, naming),
    environment: isOne ? (ownOf(naming.environments, environment) ?? environment) : null,
    startedAtMs: entry.date,
    finishedAtMs: entry.date,
    state: 'done',
    actor: actorOf(entry),
    approvedBy,
    alsoBy: [entry.member?.email, entry.subject?.name].flatMap((one) => one || []),
    url: linkOf(entry, naming.base),
    notes: notesOf(entry),
  }
}

/** Who did it, as a person or as the token or application that spoke for one. */
export function actorOf({ member, token, app, subject }: Entry): string | null {
  const name = [member?.firstName, member?.lastName].filter(Boolean).join(' ')
  return name || member?.email || token?.name || app?.name || subject?.name || null
}

/** The service of a flag by its key, the longest beginning first; other things are the whole project's. */
function serviceOf({ kind, target }: Subject, { services, service }: Naming): string | null {
  if (kind !== 'flag' || target === null) return service
  const exact = ownOf(services, target)
  const [begun] = Object.keys(services)
    .filter((key) => key.endsWith('*') && target.startsWith(key.slice(0, -1)))
    .toSorted((a, b) => b.length - a.length)
  return exact ?? (begun === undefined ? service : (services[begun] ?? service))
}

function ownOf(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

/** Where people see it; a link that leads to another host is none. */
function linkOf({ target, _links }: Entry, base: URL): string | null {
  const href = target?._links?.site?.href ?? _links?.site?.href
  const url = href ? URL.parse(href, base) : null
  return url?.origin === base.origin ? url.href : null
}

function notesOf({ titleVerb, name, shortDescription, description, comment }: Entry): string {
  const said = [titleVerb, name].filter(Boolean).join(' ')
  return [said, shortDescription || description, comment]
    .filter((one) => one !== null && one !== undefined && one !== '')
    .join('\n')
    .slice(0, longestNotes)
}
