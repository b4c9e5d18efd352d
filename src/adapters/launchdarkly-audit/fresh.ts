import type { Window } from '../../domain/window.ts'
import type { Read } from './read.ts'

const freshMs = 60_000

/** Keeps the last whole reading for a minute: a window that it covers costs no request. */
export function keepFresh(nowMs: () => number) {
  let kept: { readonly window: Window; readonly atMs: number; readonly read: Read } | undefined
  return {
    covering({ fromMs, toMs }: Window): Read | undefined {
      if (kept === undefined || nowMs() - kept.atMs >= freshMs || nowMs() < kept.atMs)
        return undefined
      const { window, atMs, read } = kept
      // One that was read up to its own moment covers what happened within the minute as well as may be.
      const reachesNow = window.toMs >= atMs
      return fromMs >= window.fromMs && (reachesNow || toMs <= window.toMs) ? read : undefined
    },
    keep(window: Window, read: Read): void {
      if (read.fault === null) kept = { window, atMs: nowMs(), read }
    },
  }
}
