import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import type { Present } from '../../domain/incident/revisions.ts'
import { type Severity, isAbove } from '../../domain/severity.ts'
import { parseInstant, toIso } from '../../domain/time.ts'
import { resolveWindow } from '../../domain/window.ts'
import { requireOne, requireWords } from '../../domain/words.ts'
import type { ReadContext } from '../tool.ts'
import { knownRegions, knownServices } from './places.ts'

export interface Given {
  readonly severity?: Severity | undefined
  readonly impact?: string | undefined
  readonly services?: readonly string[] | undefined
  readonly regions?: readonly string[] | undefined
  readonly segments?: readonly string[] | undefined
  readonly window?: string | undefined
  readonly workaround?: string | undefined
  readonly eta?: string | undefined
  readonly etaOwner?: string | undefined
}

const withdrawn = /^none\.?$/i

/**
 * The values that were asked for, under the names of the fold. Throws INVALID_INPUT for words that say nothing, an
 * instant without zone or an ETA without owner, NOT_FOUND for names nobody configured, DENIED for a lower severity.
 */
export function wantedValues(
  given: Given,
  incident: Incident,
  context: ReadContext,
): Partial<Present> {
  const { severity, impact, services, regions, segments, window, workaround } = given
  if (severity !== undefined) refuseLower(severity, incident)
  return {
    ...(severity !== undefined && { severity }),
    ...(impact !== undefined && { impactWords: saidOf(impact, 'impact') }),
    ...(services !== undefined && { services: knownServices(services, context) }),
    ...(regions !== undefined && { regions: knownRegions(regions, incident, context) }),
    ...(segments !== undefined && { segments: segmentsOf(segments) }),
    ...(window !== undefined && { window: windowOf(window) }),
    ...(workaround !== undefined && { workaround: saidOf(workaround, 'workaround') }),
    ...etaOf(given, context.nowMs),
  }
}

/** Raising is free; lowering slows everybody down and is not the agent's to decide. */
function refuseLower(severity: Severity, { id, severity: present }: Incident): void {
  if (!isAbove(present, severity)) return
  throw new HandoffError('DENIED', `Only the incident commander lowers ${present}.`, {
    rule: 'severity-lowered-by-commander',
    hint: `The incident commander signs it in a terminal: baton severity ${id} --to ${severity} --reason "..."`,
  })
}

function segmentsOf(segments: readonly string[]): string[] {
  return [...new Set(segments.map((segment) => requireWords(segment, 'segments')))]
}

function windowOf(window: string): Present['window'] {
  const [from = '', to = '', ...more] = window.split('/')
  if (to === '' || more.length > 0) {
    throw new HandoffError('INVALID_INPUT', 'window is not a start and an end.', {
      hint: 'Write both in UTC with a slash between, for example 2026-11-23T06:00Z/2026-11-23T08:00Z.',
    })
  }
  const { fromMs, toMs } = resolveWindow({ from, to }, { fromMs: 0, toMs: 0 })
  return { from: toIso(fromMs), to: toIso(toMs) }
}

function saidOf(words: string, field: string): string | null {
  return withdrawn.test(words.trim()) ? null : requireWords(words, field)
}

/** An ETA is somebody's word: it comes with its owner and lies ahead. */
function etaOf({ eta, etaOwner }: Given, nowMs: number): Pick<Partial<Present>, 'eta'> {
  if (eta === undefined && etaOwner === undefined) return {}
  if (eta !== undefined && withdrawn.test(eta.trim())) return { eta: null }
  const owner = requireOne(etaOwner, 'etaOwner')
  const atMs = parseInstant(eta ?? '', 'eta')
  if (atMs > nowMs) return { eta: { at: toIso(atMs), owner } }
  throw new HandoffError('INVALID_INPUT', 'eta does not lie ahead.', {
    hint: 'Ask its owner for a new one, or withdraw it with none.',
  })
}
