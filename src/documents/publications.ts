import type { Incident } from '../domain/incident.ts'
import { publishedMs } from '../domain/incident/updates.ts'
import { audienceOf, publicationOf } from '../domain/publication.ts'
import type { ChangeRequest } from '../domain/request.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { person } from './acts.ts'
import { cut } from './figures.ts'
import { regionOr } from './known.ts'

/** Something said to people, as the timeline and the list of communications print it. */
export interface SaidView {
  readonly milestone: string
  readonly atMs: number
  readonly at: string
  readonly owner: string
  readonly region: string
  readonly text: string
}

const longestExcerpt = 160

/** What went out, and what was decided about it, oldest first. */
export function publicationViews(incident: Incident): readonly SaidView[] {
  return incident.publications
    .flatMap((request) => [...decided(incident, request), ...ended(incident, request)])
    .toSorted((a, b) => a.atMs - b.atMs)
}

/** What is out, oldest first: to whom, by which channel and request, with its beginning. */
export function publishedViews(incident: Incident): readonly SaidView[] {
  return publicationViews(incident).filter(({ milestone }) => milestone === 'Update')
}

function decided(incident: Incident, request: ChangeRequest): readonly SaidView[] {
  const { decision, id, proposal } = request
  if (!decision) return []
  const by = person({ by: decision.approver, simulated: decision.simulated })
  const milestone = decision.decision === 'granted' ? 'Approval' : 'Denial'
  const text = `Publication to ${proposal.target}, ID ${id}. ${decision.reason}`
  const atMs = instantMs(decision.at) ?? 0
  return [said(incident, request, milestone, atMs, by, text)]
}

function ended(incident: Incident, request: ChangeRequest): readonly SaidView[] {
  const { outcome, state, proposal, decision, id } = request
  if (!outcome) return []
  const atMs = publishedMs(request) ?? instantMs(outcome.at) ?? 0
  const by = decision ? `, granted by ${decision.approver}` : ''
  const head = `${state === 'applied' ? 'Published' : `Publication ${state}`} to ${proposal.target}, ID ${id}${by}.`
  const words = cut(publicationOf(proposal)?.text.replace(/\s+/g, ' ') ?? '', longestExcerpt)
  const text = state === 'applied' ? `${head} ${words}` : `${head} ${outcome.reason ?? ''}`.trim()
  const milestone = state === 'applied' ? 'Update' : `Update ${state}`
  return [said(incident, request, milestone, atMs, proposal.requester, text)]
}

function said(
  incident: Incident,
  { proposal }: ChangeRequest,
  milestone: string,
  atMs: number,
  owner: string,
  text: string,
): SaidView {
  const region = regionOr(incident, proposal.region)
  return { milestone, atMs, at: toMinute(atMs), owner, region, text }
}

/** Who reads a publication, for a label. */
export function readersOf({ proposal }: ChangeRequest): string {
  return audienceOf(proposal) || 'nobody'
}
