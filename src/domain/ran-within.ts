import type { ChangeEvent } from './change-event.ts'
import type { Window } from './window.ts'

/** What has told nothing for longer goes on no more. */
const longestRunMs = 24 * 3_600_000

/** A change belongs to each window in which it ran at any moment; what is in progress runs until now. */
export function ranWithin(
  { startedAtMs, finishedAtMs, state }: ChangeEvent,
  { fromMs, toMs }: Window,
  nowMs: number,
): boolean {
  const isRunning = /^in[ _]progress$/.test(state ?? '') && nowMs - startedAtMs < longestRunMs
  const endMs = finishedAtMs ?? (isRunning ? Math.max(nowMs, startedAtMs) : startedAtMs)
  return startedAtMs < toMs && (fromMs <= startedAtMs || fromMs < endMs)
}
