import * as z from 'zod'

import type { ChangeEvent } from '../../domain/change-event.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import { plainName } from '../../domain/plain-name.ts'
import type { ChangeRequest } from '../../domain/request.ts'
import { toIso } from '../../domain/time.ts'
import { text } from '../fields.ts'
import { scopeOf } from '../shared/change-scope.ts'
import { type Capture, type Found, filterOf, known, regionsOf, uncut } from './found.ts'

const Filter = z.strictObject({
  service: text(400).optional(),
  environment: text(400).optional(),
  kind: text(400).optional(),
})

/** The changes of a window from what they replaced to what they brought; or one change, Baton's own by its request id. */
export async function findChanges({ given, incident, context }: Capture): Promise<Found> {
  const { target, from, to } = given
  const filter = filterOf(Filter, given)
  const { window } = scopeOf({ ...filter, incident: incident.id, from, to }, context)
  const found = await context.changes.changes(window, context.signal)
  const own = incident.requests.filter(({ id }) => id === target).map(ownRow)
  const listed = found.changes.filter(
    (change) => isWanted(change, filter) && (target === undefined || isNamed(change, target)),
  )
  const rows = [...own, ...listed.map(rowOf)]
  if (target !== undefined && rows.length === 0) throw noSuchChange()
  const query = wordsOf(target, filter)
  return {
    title: target === undefined ? `Changes (${rows.length}): ${query}` : `What ${query} altered`,
    source: [...(own.length > 0 ? ['record'] : []), ...found.sources].join(', ') || 'changes',
    query,
    window,
    region: regionsOf(incident),
    total: rows.length,
    more: false,
    gaps: found.gaps,
    content: { about: { total: rows.length, sources: [...found.sources] }, rows },
  }
}

/** A change that does not say where it belongs may belong anywhere, so it is kept. */
function isWanted(change: ChangeEvent, { service, environment, kind }: z.infer<typeof Filter>) {
  return (
    (service === undefined || change.service === null || change.service === service) &&
    (environment === undefined || [null, environment].includes(change.environment)) &&
    (kind === undefined || change.kind === kind)
  )
}

const shortHash = /^[0-9a-f]{7,39}$/

function isNamed({ id }: ChangeEvent, target: string): boolean {
  return (
    id === target ||
    (shortHash.test(target) && /^[0-9a-f]{40,64}$/.test(id) && id.startsWith(target))
  )
}

function rowOf(change: ChangeEvent): JsonObject {
  const { startedAtMs, finishedAtMs, previous, version, notes, ...rest } = change
  return known({
    ...rest,
    altered: altered(previous, version),
    startedAt: toIso(startedAtMs),
    finishedAt: finishedAtMs === null ? null : toIso(finishedAtMs),
    notes: notes === '' ? null : uncut(notes),
  })
}

/** A change that Baton itself was granted, as the record tells it. */
function ownRow({ id, state, proposal, outcome }: ChangeRequest): JsonObject {
  const { system, target, service, environment, region, from, to, baseVersion } = proposal
  return known({
    id,
    source: 'record',
    system,
    target,
    service,
    environment,
    region,
    state,
    altered: altered(from, to),
    baseVersion,
    version: outcome?.version ?? null,
    at: outcome?.at ?? null,
  })
}

function altered(from: Json, to: Json): JsonObject | null {
  return from === null && to === null ? null : { from, to }
}

function wordsOf(target: string | undefined, filter: z.infer<typeof Filter>): string {
  const shown = (value: string): string => plainName(value) ?? '«argument»'
  if (target !== undefined) return `change ${shown(target)}`
  const words = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${shown(value)}`],
  )
  return words.join(', ') || 'all changes of the window'
}

function noSuchChange(): HandoffError {
  return new HandoffError('NOT_FOUND', 'No change of that id lies in the window.', {
    hint: 'list_deployments shows the ids; give from and to for another window.',
  })
}
