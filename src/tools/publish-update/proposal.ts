import type { Proposal } from '../../domain/change.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import {
  type Audience,
  type Publication,
  messagesSystem,
  publicationDigest,
} from '../../domain/publication.ts'
import type { ReadContext } from '../tool.ts'
import { ownNames } from './addresses.ts'
import { customerFaults } from './customers.ts'
import { draftText } from './draft.ts'
import { faultsOf } from './lint.ts'
import { saysTheSame } from './saying.ts'

const mostNamed = 5
/** A region as vendors write it; a ticket may call it anything. */
const plainRegion = /^[\w.-]{1,40}$/

/** What would be published, to the letter and fit to be read, in its place on the board. Throws INVALID_INPUT, CONFLICT. */
export async function proposalOf(
  incident: Incident,
  audience: Audience,
  given: string | undefined,
  context: ReadContext,
): Promise<Proposal> {
  const channel = context.channels[audience]
  const board = { incident: incident.id, audience, channel }
  const posts = await context.publications.published(board, context.signal)
  const last = posts.at(-1)
  const count = last?.number ?? 0
  const text = tidy(given ?? (await draftText(incident, audience, context)))
  const subject = subjectOf(incident, audience, count + 1)
  const publication: Publication = { audience, channel, subject, text }
  refuseHidden(incident, publication, context)
  refuseUnfit(incident, publication, given !== undefined, context)
  if (last?.text === text) throw saidAlready(last.key)
  if (last && saysTheSame(text, last.text)) throw nothingNew(last.key)
  return {
    system: messagesSystem,
    target: `${audience}/${channel}`,
    service: null,
    environment: incident.environment,
    region: incident.regions.join(', ') || 'all regions',
    from: last ? publicationDigest(last) : null,
    to: publication,
    baseVersion: String(count),
    reason: `Update ${count + 1} for ${audience}`,
    inverseOf: null,
  }
}

/** Line breaks of one kind, no white space that nobody sees, at most one empty line in a row. */
function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+/g, ' ')
    .replace(/ $/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Customers read no internal id. */
function subjectOf(incident: Incident, audience: Audience, number: number): string {
  const named = incident.regions.filter((region) => plainRegion.test(region)).slice(0, mostNamed)
  const where = named.join(', ') || 'region unknown'
  return audience === 'customers'
    ? `Update ${number}: ${where}`
    : `${incident.id}, ${incident.severity}, update ${number}: ${where}`
}

function refuseHidden(
  { id }: Incident,
  { subject, text }: Publication,
  context: ReadContext,
): void {
  const found = context.hidden(id, `${subject}\n${text}`)
  if (found.length === 0) return
  throw new HandoffError(
    'INVALID_INPUT',
    `The text holds what must not leave: ${found.slice(0, mostNamed).join(', ')}.`,
    { rule: 'publish-as-granted', hint: 'Say it without; a token is no substitute in an update.' },
  )
}

function refuseUnfit(
  incident: Incident,
  { audience, text }: Publication,
  isGiven: boolean,
  context: ReadContext,
): void {
  const names = ownNames(incident, audience, context)
  const faults = [
    ...faultsOf(text, incident, { ...context, names }),
    ...(audience === 'customers' ? customerFaults(text, incident, context) : []),
  ]
  if (faults.length === 0) return
  const otherwise = isGiven
    ? 'Or leave text out: Baton writes it from the record.'
    : 'Baton wrote it from the record: give a text of your own.'
  throw new HandoffError('INVALID_INPUT', 'The text is not fit to be published.', {
    rule: 'update-fit-to-read',
    hint: `${faults.slice(0, mostNamed).join(' ')} ${otherwise}`,
    data: { faults },
  })
}

/** A client that asks again after a lost answer must not tell everybody twice. */
function saidAlready(request: string): HandoffError {
  return new HandoffError('CONFLICT', 'The last update there says exactly this already.', {
    rule: 'nothing-to-change',
    hint: 'It is published; look at it with get_request. An update without news says what was checked since.',
    data: { request },
  })
}

/** A promise that moves on while nothing is said would keep an update from ever being overdue. */
function nothingNew(request: string): HandoffError {
  return new HandoffError('CONFLICT', 'The last update there says the same; only times differ.', {
    rule: 'nothing-to-change',
    hint: 'Say in words of your own what was done or checked since, even when it changed nothing.',
    data: { request },
  })
}
