import type { Window } from '../../domain/window.ts'
import type { Read } from './read.ts'

const freshMs = 60_000

/** Reads a window unless the last whole reading covers it and is no older than a minute; one that ends about now is read to the end. */
export function keepFresh(nowMs: () => number) {
  let kept: { readonly window: Window; readonly atMs: number; readonly read: Read } | undefined
  return async (window: Window, readWhole: (whole: Window) => Promise<Read>): Promise<Read> => {
    const atMs = nowMs()
    if (kept !== undefined && isFresh(kept.atMs, atMs) && covers(kept.window, window)) {
      return kept.read
    }
    const toMs = window.toMs > atMs - freshMs ? Infinity : window.toMs
    const whole = { fromMs: window.fromMs, toMs }
    const read = await readWhole(whole)
    if (read.fault === null) kept = { window: whole, atMs, read }
    return read
  }
}

function isFresh(readAtMs: number, nowMs: number): boolean {
  return readAtMs <= nowMs && nowMs < readAtMs + freshMs
}

function covers(whole: Window, { fromMs, toMs }: Window): boolean {
  return whole.fromMs <= fromMs && toMs <= whole.toMs
}
