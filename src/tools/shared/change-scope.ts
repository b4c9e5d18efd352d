import { type ChangeKind, changeKinds } from '../../domain/change-event.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import { instantMs, parseInstant } from '../../domain/time.ts'
import { longestWindowMs, resolveWindow, type Window } from '../../domain/window.ts'
import type { ReadContext } from '../tool.ts'
import { chooseOnset, type ChosenOnset } from './onset.ts'

const dayMs = 86_400_000

/** The arguments of a call, formats not yet checked. */
export interface Asked {
  readonly incident?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly service?: string | undefined
  readonly environment?: string | undefined
  readonly onset?: string | undefined
  readonly kind?: string | undefined
}

/** What a call is about, every argument checked and every default filled in. */
export interface Scope {
  readonly incident: Incident | null
  readonly window: Window
  readonly onset: ChosenOnset
  readonly service: string | null
  /** Given by the caller: others are left out. */
  readonly environment: string | null
  readonly kind: ChangeKind | null
}

/** Throws NOT_FOUND for an unknown service, environment or incident, INVALID_INPUT for instants, window and kind. */
export function scopeOf(asked: Asked, context: ReadContext): Scope {
  const incident = asked.incident === undefined ? null : context.casebook.incident(asked.incident)
  const { services, environments, nowMs } = context
  known('service', asked.service, services)
  known('environment', asked.environment, environments)
  const onset = chooseOnset(asked.onset, incident)
  return {
    incident,
    window: resolveWindow(asked, defaultWindow(incident, asked.onset, nowMs)),
    onset,
    service: asked.service ?? null,
    environment: asked.environment ?? null,
    kind: asked.kind === undefined ? null : kindOf(asked.kind),
  }
}

/** The incident's window from 24 h before it, else the last 24 h, or from 24 h before a given onset. At most 31 days. */
function defaultWindow(
  incident: Incident | null,
  onset: string | undefined,
  nowMs: number,
): Window {
  if (incident !== null) {
    const toMs = instantMs(incident.window.to) ?? nowMs
    const fromMs = (instantMs(incident.window.from) ?? toMs) - dayMs
    return { fromMs: Math.max(fromMs, toMs - longestWindowMs), toMs }
  }
  const anchorMs = onset === undefined ? nowMs : Math.min(parseInstant(onset, 'onset'), nowMs)
  return { fromMs: anchorMs - dayMs, toMs: Math.min(nowMs, anchorMs + longestWindowMs - dayMs) }
}

function known(
  what: 'service' | 'environment',
  given: string | undefined,
  configured: readonly { readonly name: string }[],
): void {
  if (given === undefined || configured.length === 0) return
  if (configured.some(({ name }) => name === given)) return
  const names = configured.slice(0, 10).map(({ name }) => name)
  throw new HandoffError('NOT_FOUND', `No ${what} of that name is configured.`, {
    hint: `Configured: ${names.join(', ')}${configured.length > 10 ? ' and others' : ''}.`,
  })
}

function kindOf(given: string): ChangeKind {
  const kind = changeKinds.find((each) => each === given)
  if (kind !== undefined) return kind
  throw new HandoffError('INVALID_INPUT', 'kind is none of the kinds of change.', {
    hint: `One of ${changeKinds.join(', ')}.`,
  })
}
