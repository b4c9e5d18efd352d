import * as z from 'zod'

import { type Json, canonicalJson, sha256 } from './json.ts'
import { instantMs } from './time.ts'

export const audiences = ['customers', 'executive', 'internal'] as const
export type Audience = (typeof audiences)[number]

/** How the channel of an audience is called where the configuration names none. */
export const defaultChannel = 'outbox'

/** The system of every publication, as it stands in proposals. */
export const messagesSystem = 'messages'

/** What is published, to the letter; a grant covers exactly this. */
export const Publication = z.strictObject({
  audience: z.enum(audiences),
  channel: z.string(),
  subject: z.string(),
  text: z.string(),
})
export type Publication = z.infer<typeof Publication>

interface Proposed {
  readonly system: string
  readonly to: Json
}

/** True for a proposal that publishes; everything else changes a system. */
export function isPublication({ system }: Pick<Proposed, 'system'>): boolean {
  return system === messagesSystem
}

/** What a proposal publishes; undefined for a change and for what cannot be read. */
export function publicationOf(proposal: Proposed): Publication | undefined {
  return isPublication(proposal) ? Publication.safeParse(proposal.to).data : undefined
}

/** Who would read it, empty for a change. What cannot be read counts as meant for customers, the stricter one. */
export function audienceOf({ system, to }: Proposed): Audience | '' {
  if (!isPublication({ system })) return ''
  const named = typeof to === 'object' && to !== null && 'audience' in to ? to.audience : undefined
  return named === 'internal' || named === 'executive' ? named : 'customers'
}

/** True where colleagues alone read it: no person has to grant it. Policy may ask for more, never for less. */
export function needsNoGrant(proposal: Proposed): boolean {
  const audience = audienceOf(proposal)
  return audience === 'internal' || audience === 'executive'
}

/** Names a publication in records and cards: `sha256:` over its canonical JSON. */
export function publicationDigest({ audience, channel, subject, text }: Publication): string {
  return `sha256:${sha256(canonicalJson({ audience, channel, subject, text }))}`
}

const nextUpdateLine =
  /^[ \t>*-]*next update(?: due)?\**[ \t]*:\**[ \t]*(?:(none\b)|(\d{4}-\d\d-\d\dT\d\d:\d\dZ))/im

/** What its line `Next update:` promises: an instant, `none`, or nothing at all. */
export function nextUpdateIn(text: string): number | 'none' | undefined {
  const [, none, instant = ''] = nextUpdateLine.exec(text) ?? []
  return none === undefined ? instantMs(instant) : 'none'
}
