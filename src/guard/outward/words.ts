import type { Entry } from '../../domain/entry.ts'
import type { FactBody, FactKind } from '../../domain/fact.ts'
import { inline } from '../../domain/fence.ts'
import { type Json, canonicalJson } from '../../domain/json.ts'
import { isPublication, publicationDigest, publicationOf } from '../../domain/publication.ts'
import type { ChangeRequest } from '../../domain/request.ts'

/** What a comment says: the heading is ours, the text Markdown in which others' words are quoted in one line each. */
export interface Words {
  readonly heading: string
  readonly text: string
}

/** What a writer may look at beside the body, redacted like it. */
export interface About {
  readonly entry: Entry
  readonly incident: string
  request(id: string): ChangeRequest | undefined
}

export type Writer<K extends FactKind> = (body: FactBody<K>, about: About) => Words | undefined

const longestText = 600
const longestValue = 120

/** Somebody's words in quotation marks, one line, inert in Markdown. */
export function said(text: string): string {
  return inline(text, longestText)
}

/** A name, id or value as Markdown that does nothing; in quotation marks unless it is one plain word. */
export function plain(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : canonicalJson(value)
  return /^\w[\w.:@/+-]{0,79}$/.test(text) && !/__|:\/\/|www\./i.test(text)
    ? text
    : inline(text, longestValue)
}

/** Names, ids or values in a row; `none` for no one. */
export function listed(values: readonly Json[], none: string): string {
  return values.length === 0 ? none : values.map(plain).join(', ')
}

/** A person as the record names them; one who was played says so. */
export function person(id: string, simulated: boolean): string {
  return simulated ? `${plain(id)} (SIMULATED person)` : plain(id)
}

/** What a request is about, in one clause. */
export function changeOf({ proposal }: Pick<ChangeRequest, 'proposal'>): string {
  const { target, from, to, environment, production, region } = proposal
  if (isPublication(proposal)) {
    const publication = publicationOf(proposal)
    const which = publication ? `, ${publicationDigest(publication).slice(0, 15)}` : ''
    return `publish to ${plain(target)}${which}`
  }
  const place = `${plain(environment)}${production ? ' (PRODUCTION)' : ''}, region ${plain(region)}`
  return `${plain(target)} from ${plain(from)} to ${plain(to)} in ${place}`
}
