import type { Incident } from '../../domain/incident.ts'
import { instantMs } from '../../domain/time.ts'
import { longestWindowMs, resolveWindow, type Window } from '../../domain/window.ts'

const dayMs = 86_400_000

export interface Bounds {
  readonly incident?: string
  readonly from?: string
  readonly to?: string
}

/** The window given; else that of the incident from 24 h before it until it was closed or now; else the last 24 h. Throws INVALID_INPUT. */
export function spanOf(bounds: Bounds, incident: Incident | null, nowMs: number): Window {
  const endMs = instantMs(incident?.closing?.at ?? '') ?? nowMs
  const startMs = instantMs(incident?.window.from ?? '') ?? nowMs
  const fallback = { fromMs: Math.max(startMs - dayMs, endMs - longestWindowMs), toMs: endMs }
  return resolveWindow(bounds, fallback)
}
