import type { Entry } from '../entry.ts'
import type { FactBody, FactKind } from '../fact.ts'
import { type JsonObject, canonicalJson } from '../json.ts'
import { isAbove } from '../severity.ts'

type Opened = FactBody<'incident.opened'>

/** What may be revised after the opening, as it is at one moment; null where nobody said it. */
export interface Present extends Pick<
  Opened,
  'severity' | 'services' | 'regions' | 'segments' | 'window'
> {
  /** As somebody stated it; what was measured stands in `impact` and the findings. */
  readonly impactWords: string | null
  readonly workaround: string | null
  readonly eta: { readonly at: string; readonly owner: string } | null
}

/** One revision: who said it, when, why, and each value before and after. */
export interface Revision {
  readonly seq: number
  readonly at: string
  readonly by: string
  /** Signed by somebody whom a demonstration plays. */
  readonly simulated: boolean
  readonly reason: string
  readonly from: Partial<Present>
  readonly to: Partial<Present>
}

interface Said {
  readonly set: Partial<Present>
  readonly reason: string
  /** Whether the severity may fall by it: only by the incident commander's signature. */
  readonly mayLower: boolean
  readonly simulated?: boolean
}

/** The facts that revise an incident, and how each is read. A fact of another kind that does so is a line here. */
const readers: { readonly [K in FactKind]?: (body: FactBody<K>, present: Present) => Said } = {
  'incident.updated': (body) => ({ ...(body as Omit<Said, 'mayLower'>), mayLower: false }),
  // Signed for one severity: once it was raised meanwhile, the signature is about nothing.
  'severity.lowered': ({ from, to, reason, simulated }, present) =>
    from === present.severity
      ? { set: { severity: to }, reason, mayLower: true, simulated }
      : { set: {}, reason, mayLower: false },
}

/** The values that the facts leave, and what each changed, oldest first. What changes nothing is no revision. */
export function foldRevisions(
  opened: Opened,
  entries: readonly Entry[],
): { readonly present: Present; readonly revisions: readonly Revision[] } {
  let present = startOf(opened)
  const revisions: Revision[] = []
  for (const entry of entries) {
    const said = readOf(entry, present)
    if (!said) continue
    const to = changesOf(present, said.set, said.mayLower)
    if (Object.keys(to).length === 0) continue
    const from = picked(present, Object.keys(to))
    const { seq, at, actor } = entry
    const { reason, simulated = false } = said
    revisions.push({ seq, at, by: actor.id, simulated, reason, from, to })
    present = { ...present, ...to }
  }
  return { present, revisions }
}

/** What may be revised and was said otherwise than it is; a lower severity counts only where it may. */
export function changesOf(
  present: Present,
  set: Partial<Present>,
  mayLower: boolean,
): Partial<Present> {
  const changed = (Object.keys(present) as (keyof Present)[]).filter((name) => {
    if (set[name] === undefined || isSame(present[name], set[name])) return false
    return name !== 'severity' || mayLower || isAbove(set.severity!, present.severity)
  })
  return picked(set, changed)
}

/**
 * The one service of the incident, whose owners may decide about its changes; null when it names several, or was given
 * another one since: revising an incident must not choose who grants.
 */
export function grantingService(incident: {
  readonly services: readonly string[]
  readonly revisions: readonly Revision[]
}): string | null {
  const { services, revisions } = incident
  const [service = null, ...others] = services
  return others.length > 0 || revisions.some(({ to }) => to.services) ? null : service
}

function readOf({ kind, body }: Entry, present: Present): Said | undefined {
  const reader = readers[kind] as ((body: JsonObject, present: Present) => Said) | undefined
  return body === null ? undefined : reader?.(body, present)
}

function startOf(opened: Opened): Present {
  const { severity, services, regions, segments, window } = opened
  const unsaid = { impactWords: null, workaround: null, eta: null }
  return { severity, services, regions, segments, window, ...unsaid }
}

function picked(values: Partial<Present>, keys: readonly string[]): Partial<Present> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)))
}

/** Lists are the same in any order. */
function isSame(a: Present[keyof Present], b: Present[keyof Present] | undefined): boolean {
  const plain = (value: typeof b): string =>
    canonicalJson(Array.isArray(value) ? value.toSorted() : value)
  return plain(a) === plain(b)
}
