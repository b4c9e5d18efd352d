import type { Window } from '../../domain/window.ts'

interface Held extends Window {
  readonly askedAtMs: number
}

const aMinuteMs = 60_000
const mostHeld = 8
/** What began so long before may still have run in the window. */
const longRunMs = 60 * 60_000

/**
 * Widens a window to one that was asked for within the last minute and holds it, so that what is asked again is still fresh;
 * else to whole minutes. One that reached up to the present holds what came since, too: a minute is as fresh as answers are.
 */
export function heldWindows(nowMs: () => number) {
  let held: readonly Held[] = []
  return {
    widen({ fromMs, toMs }: Window): Window {
      const now = nowMs()
      held = held.filter(({ askedAtMs }) => now - askedAtMs < aMinuteMs)
      const wider = held.find((one) => one.fromMs + longRunMs <= fromMs && toMs <= one.toMs)
      if (wider) return { fromMs: wider.fromMs, toMs: wider.toMs }
      return {
        fromMs: Math.floor((fromMs - longRunMs) / aMinuteMs) * aMinuteMs,
        // Their clock may be ahead of ours, and the caller's moment is past when it comes here.
        toMs: toMs > now - aMinuteMs ? Infinity : Math.ceil(toMs / aMinuteMs) * aMinuteMs,
      }
    },
    /** To be called with what `widen` gave, once all of it was read. */
    hold({ fromMs, toMs }: Window): void {
      const isHeld = held.some((one) => one.fromMs === fromMs && one.toMs === toMs)
      if (!isHeld) held = [{ fromMs, toMs, askedAtMs: nowMs() }, ...held].slice(0, mostHeld)
    },
  }
}
