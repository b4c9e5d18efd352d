import { isMachine } from '../domain/known-person.ts'
import type { Trust } from '../domain/trust.ts'
import type { Requester } from '../domain/work.ts'
import type { Redactor } from '../ports/redactor.ts'

/** The name as it may be shown of whoever made or approved a change. */
export type ActorNames = (written: string) => string

const mostNames = 10_000

/**
 * People of the trust folder, and whoever asks, go by name; programs keep theirs; everybody else is a token of that incident,
 * log-in names too. Where the trust folder cannot be read nobody is known.
 */
export function actorNames(parts: {
  readonly trust: () => Trust
  readonly requester: Requester | null
  readonly redactor: Redactor
  readonly incident: string | null
}): ActorNames {
  const { trust, requester, redactor, incident } = parts
  const shown = new Map<string, string>()
  let colleagues: ReadonlyMap<string, string> | undefined
  const nameOf = (written: string): string => {
    colleagues ??= namesOf(trust, requester)
    const name = formsOf(written).flatMap((form) => colleagues!.get(folded(form)) ?? [])[0]
    return name ?? tokenFor(written, redactor, incident)
  }
  return (written) => {
    if (written.trim() === '' || isMachine(written)) return written
    const before = shown.get(written)
    if (before !== undefined) return before
    const name = nameOf(written)
    if (shown.size < mostNames) shown.set(written, name)
    return name
  }
}

/** What everybody who may be named is called, by each way to write it. */
function namesOf(trust: () => Trust, requester: Requester | null): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  if (requester !== null) {
    names.set(folded(requester.id), requester.id)
    names.set(folded(requester.name), requester.name)
  }
  for (const { id, name, email } of peopleOf(trust)) {
    names.set(folded(id), id)
    names.set(folded(name), name)
    if (email !== null) names.set(folded(email), name)
  }
  return names
}

function peopleOf(trust: () => Trust): Trust['people'] {
  try {
    return trust().people
  } catch {
    return []
  }
}

/** As it stands, and the name and mailbox of `Maria Ito <maria@company.example>`. */
function formsOf(written: string): readonly string[] {
  const both = /^([^<>]{1,200})<([^<>\s]{1,200})>$/.exec(written.trim())
  return both ? [both[2]!, both[1]!] : [written]
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

/** Hidden by the field that a vendor would have it in, so that its class tells what it was. */
function tokenFor(written: string, redactor: Redactor, incident: string | null): string {
  const member = /^\S+@\S+$/.test(written) ? 'email' : /\s/.test(written.trim()) ? 'name' : 'login'
  const hidden = redactor.json({ author: { [member]: written } }, { incident, profile: 'log' })
  return hidden.value.author[member]!
}
