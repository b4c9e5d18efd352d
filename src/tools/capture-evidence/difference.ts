import * as z from 'zod'

import type { ChangeDifference } from '../../domain/change-difference.ts'
import type { ChangeEvent } from '../../domain/change-event.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Gap } from '../../domain/gap.ts'
import { plainName } from '../../domain/plain-name.ts'
import { samePlace, servingSince } from '../../domain/running.ts'
import { toIso } from '../../domain/time.ts'
import { longestWindowMs, type Window } from '../../domain/window.ts'
import { text } from '../fields.ts'
import { scopeOf } from '../shared/change-scope.ts'
import { countsOf, rowsOf } from './difference/rows.ts'
import { type Suspected, suspectedOf } from './difference/suspect.ts'
import { type Capture, type Found, filterOf, known, regionsOf, targetOf } from './found.ts'

const Filter = z.strictObject({
  service: text(400).optional(),
  environment: text(400).optional(),
})
const lookBackMs = 14 * 86_400_000

/** What lies between the last good version and a suspected one: their source's own comparison, and what else changed meanwhile. */
export async function findDifference({ given, incident, context }: Capture): Promise<Found> {
  const target = targetOf(given, 'the id of a change, or two versions as before..after')
  const filter = filterOf(Filter, given)
  const { from, to } = given
  const scope = scopeOf({ ...filter, incident: incident.id, from, to }, context)
  const window = from === undefined ? widened(scope.window) : scope.window
  const found = await context.changes.changes(window, context.signal)
  const listed = found.changes.filter((change) => fits(change, filter))
  const suspected = suspectedOf(target, listed)
  const compared = await compare(suspected, context)
  const span = spanOf(suspected, window)
  const others = othersIn(span, listed, suspected, compared.difference)
  const rows = rowsOf(compared.difference, others)
  const counts = countsOf(compared.difference, others)
  const { change, good } = suspected
  const names = suspected.ranges.at(-1)!
  const told = compared.difference
  const total =
    (told?.totalCommits ?? 0) +
    (told?.totalFiles ?? 0) +
    (told?.pullRequests.length ?? 0) +
    others.length
  return {
    title: `Difference: ${wordsOf(counts)}`,
    source: [...new Set([change?.source ?? [], found.sources].flat())].join(', ') || 'changes',
    query: `what lies between ${shown(names.from)} and ${shown(names.to)}`,
    window: span,
    region: plainName(change?.region) ?? regionsOf(incident),
    total,
    more: rows.length < total,
    gaps: [...compared.gaps, ...timeGaps(suspected), ...found.gaps],
    content: {
      about: known({
        total,
        counts,
        before: names.from,
        after: names.to,
        change: change?.id ?? null,
        service: change?.service ?? null,
        environment: change?.environment ?? null,
        beforeSince: good === null ? null : toIso(servingSince(good)),
        afterSince: change === null ? null : toIso(servingSince(change)),
        url: told?.url ?? change?.url ?? null,
      }),
      rows,
    },
  }
}

/** What ran before may have come long before the incident's window. */
function widened({ fromMs, toMs }: Window): Window {
  return { fromMs: Math.max(fromMs - lookBackMs, toMs - longestWindowMs), toMs }
}

function fits(change: ChangeEvent, { service, environment }: z.infer<typeof Filter>): boolean {
  return (
    (service === undefined || [null, service].includes(change.service)) &&
    (environment === undefined || [null, environment].includes(change.environment))
  )
}

interface Compared {
  readonly difference: ChangeDifference | null
  readonly gaps: readonly Gap[]
}

/** The first pair of names that a source knows; whatever fails is a gap, and the rest of the answer stands. */
async function compare(
  { change, ranges }: Suspected,
  { changes, signal }: Capture['context'],
): Promise<Compared> {
  const source = change?.source ?? 'changes'
  try {
    for (const range of ranges) {
      const difference = await changes.difference({ source, ...range }, signal)
      if (difference !== null) return { difference, gaps: difference.gaps }
    }
    return { difference: null, gaps: [{ source, reason: noneKnows }] }
  } catch (cause) {
    signal.throwIfAborted()
    const own = cause instanceof HandoffError ? cause.message : 'It failed.'
    return { difference: null, gaps: [{ source, reason: `${own} ${missing}` }] }
  }
}

const missing = 'Commits, pull requests and files in between are missing here.'
const noneKnows = `No source knows both versions. ${missing}`

/** From when the former version was there until the suspected one came; as much as is known of it. */
function spanOf({ change, good }: Suspected, window: Window): Window {
  const fromMs = good === null ? window.fromMs : Math.min(servingSince(good), window.toMs - 1)
  const toMs = change === null ? window.toMs : change.startedAtMs
  return { fromMs, toMs: Math.max(toMs, fromMs + 1) }
}

function timeGaps({ change, good }: Suspected): readonly Gap[] {
  const sayings = [
    good === null &&
      'It is not known since when the former version ran, so changes of the whole window are listed.',
    change === null &&
      'It is not known when the later version came, so changes until the end of the window are listed.',
  ]
  return sayings.flatMap((reason) => (reason === false ? [] : [{ source: 'changes', reason }]))
}

/** Changes of any source in between and anywhere in that environment, but for the two deployments and commits told already. */
function othersIn(
  { fromMs, toMs }: Window,
  listed: readonly ChangeEvent[],
  { change, good }: Suspected,
  difference: ChangeDifference | null,
): readonly ChangeEvent[] {
  const told = new Set((difference?.commits ?? []).map(({ id }) => id))
  return listed.filter(
    (each) =>
      each !== change &&
      each !== good &&
      !told.has(each.id) &&
      fromMs <= each.startedAtMs &&
      each.startedAtMs <= toMs &&
      (change === null || samePlace({ ...each, service: null }, change)),
  )
}

function wordsOf(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).flatMap(([what, count]) =>
    count > 0 ? [`${count} ${count === 1 ? what.replace(/s$/, '') : what}`] : [],
  )
  return words.join(', ') || 'nothing that a source knows of'
}

function shown(name: string): string {
  if (/^[0-9a-f]{40,64}$/.test(name)) return name.slice(0, 12)
  return plainName(name) ?? '«argument»'
}
