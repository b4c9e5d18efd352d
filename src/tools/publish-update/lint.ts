import { timestampLike, utcMinute } from '../../documents/instants.ts'
import type { Incident } from '../../domain/incident.ts'
import { nextUpdateIn } from '../../domain/publication.ts'
import { gapWords } from '../../domain/placeholder.ts'
import { instantMs, toMinute } from '../../domain/time.ts'
import { strangeAddresses } from './addresses.ts'
import { promiseLine, saysNothing, wordsOf } from './saying.ts'

interface Given {
  readonly nowMs: number
  readonly links: readonly string[]
  /** What may bear a dot and is no host. */
  readonly names: readonly string[]
}

const mostCharacters = 2_000
const mostLines = 40
const minuteMs = 60_000
const unfilled = new RegExp(
  String.raw`\{\{|\{%|<[^>\n]*>|\[[^\]\n]*\]|_{3,}|${gapWords}|\bto be (?:determined|confirmed|defined)\b`,
  'i',
)
/** A time of day without its zone. */
export const bareClock = /(?<![\d:])\d{1,2}:\d{2}(?!\d)|\b\d{1,2} ?[ap]\.?m\b/i
const everybody = /@(?:here|channel|everyone|all)\b/i

/** What keeps a text from any reader, in Baton's words and without a word of the text; empty when it is fit. */
export function faultsOf(
  text: string,
  incident: Incident,
  { nowMs, links, names }: Given,
): readonly string[] {
  return [
    ...when(text.length > mostCharacters, 'It is longer than 2,000 characters.'),
    ...when(text.split('\n').length > mostLines, 'It has more than 40 lines.'),
    ...when(
      saysNothing(text, incident.regions),
      'It says nothing: five words at least beside region, times and promise.',
    ),
    ...when(unfilled.test(text), 'Something is left to be filled in: brackets, braces or TBD.'),
    ...when(text.includes('«'), 'It holds a token; readers cannot look one up.'),
    ...when(
      !timesAreUtc(text),
      `A time is not written as a UTC minute such as ${toMinute(nowMs)}.`,
    ),
    ...when(
      strangeAddresses(text, links, names).length > 0,
      'It names a host or link that links in baton.yaml does not; letters right behind a dot read as one.',
    ),
    ...when(everybody.test(text), 'It calls everybody of a channel.'),
    ...when(!namesRegion(text, incident), regionFault(incident)),
    ...promiseFaults(text, incident, nowMs),
  ]
}

/** The instants a text names, epoch milliseconds. */
export function instantsIn(text: string): readonly number[] {
  return [...text.matchAll(timestampLike)].flatMap(([found]) => instantMs(found) ?? [])
}

function when(isFault: boolean, say: string): readonly string[] {
  return isFault ? [say] : []
}

function timesAreUtc(text: string): boolean {
  const times = [...text.matchAll(timestampLike)].map(([found]) => found)
  const rest = text.replace(timestampLike, ' ')
  return (
    times.every((time) => utcMinute.test(time) && instantMs(time) !== undefined) &&
    !bareClock.test(rest)
  )
}

function namesRegion(text: string, { regions }: Incident): boolean {
  const words = new Set(wordsOf(text))
  return regions.some((region) => words.has(region.normalize('NFKC').toLowerCase()))
}

function regionFault({ regions }: Incident): string {
  return regions.length === 0
    ? 'The incident has no region yet: update_incident with the affected regions first.'
    : 'It does not name the affected region as the incident does; get_incident shows it.'
}

/** Readers are told when they hear again, no later than the rhythm allows; after the resolution there may be no next one. */
function promiseFaults(text: string, incident: Incident, nowMs: number): readonly string[] {
  const latestMs = nowMs + Math.min(incident.updateEveryMs, 60 * minuteMs)
  const lines = text.match(promiseLine) ?? []
  const next = lines.length === 1 ? nextUpdateIn(text) : undefined
  const how = `"Next update: ${toMinute(latestMs)}"`
  if (next === undefined) return [`It needs one line such as ${how}.`]
  if (next === 'none') {
    return when(incident.resolvedAt === null, `Updates go on until the resolution: ${how}.`)
  }
  const isInTime = next > nowMs && next <= latestMs
  return when(
    !isInTime,
    `The next update is promised for the past or too late; at the latest ${how}.`,
  )
}
