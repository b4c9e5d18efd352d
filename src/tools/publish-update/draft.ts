import { flat } from '../../documents/escape.ts'
import { asMinute, timestampLike } from '../../documents/instants.ts'
import { draftOf } from '../../documents/update.ts'
import type { Incident } from '../../domain/incident.ts'
import type { Audience } from '../../domain/publication.ts'
import { gapWords } from '../../domain/placeholder.ts'
import { toMinute } from '../../domain/time.ts'
import { seriesOf } from '../shared/series.ts'
import type { ReadContext } from '../tool.ts'
import { ownNames, withoutAddresses } from './addresses.ts'
import { isForCustomers } from './customers.ts'
import { bareClock } from './lint.ts'

const mostCharacters = 1_800
const gaps = new RegExp(gapWords, 'gi')
const times = new RegExp(`${timestampLike.source}|${bareClock.source}`, 'gi')

/** The draft that render_packet prints, as plain text with the next update one interval ahead. */
export async function draftText(
  incident: Incident,
  audience: Audience,
  context: ReadContext,
): Promise<string> {
  const { nowMs, services, environments } = context
  const { phases } = await seriesOf(incident, context)
  const draft = draftOf(incident, audience, { nowMs, services, environments, phases })
  const next =
    incident.resolvedAt === null ? toMinute(nowMs + incident.updateEveryMs) : draft.nextUpdate
  const names = ownNames(incident, audience, context)
  const summary = plain(draft.summary, names)
  const isFit = (detail: string): boolean =>
    audience !== 'customers' || isForCustomers(detail, incident, context)
  const details = draft.details.map((detail) => plain(detail, names)).filter(isFit)
  return [
    summary,
    '',
    ...fitting(details, mostCharacters - summary.length).map((detail) => `- ${detail}`),
    '',
    `Next update: ${next}`,
  ].join('\n')
}

/** The first details, as many as fit. */
function fitting(details: readonly string[], most: number): readonly string[] {
  let left = most
  return details.filter((detail) => (left -= detail.length + 3) >= 0)
}

/** Words by others as plain text: nothing that reads as a gap, an address, a token or a time without its zone. */
function plain(text: string, names: readonly string[]): string {
  const told = withoutAddresses(flat(text), names)
    .replace(/«(\w+)[^»]*»/g, '($1 withheld)')
    .replace(times, (time) => asMinute(time) ?? 'a time without zone')
    .replace(/[[<{«]/g, '(')
    .replace(/[\]>}»]/g, ')')
    .replace(gaps, 'open')
    .replace(/@(?=\w)/g, '')
    .replace(/_{3,}/g, ' ')
  // What was taken out may have stood in the middle of an address.
  return withoutAddresses(told, names)
}
