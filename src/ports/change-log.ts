import type { ChangeEvent } from '../domain/change-event.ts'
import type { Gap } from '../domain/gap.ts'
import type { Window } from '../domain/window.ts'

/** What changed, from every source at once. A source that fails is a gap; `sources` are those that answered. */
export interface ChangeLog {
  changes(
    window: Window,
    signal: AbortSignal,
  ): Promise<{
    readonly changes: readonly ChangeEvent[]
    readonly sources: readonly string[]
    readonly gaps: readonly Gap[]
  }>
}
