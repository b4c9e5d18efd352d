import type { Window } from '../../domain/window.ts'
import type { LogEvent } from '../../domain/logs/event.ts'
import type { Glimpse } from '../../domain/logs/glimpse.ts'
import type { Lack } from './stamp.ts'

/** What one line turned out to be. Only events inside the window are made. */
export type Reading =
  | readonly LogEvent[]
  /** Dated, and outside the window. */
  | 'outside'
  /** Belongs to the event before it. */
  | 'continuation'
  | 'broken'
  | 'undated'
  /** Something that is no log event, such as a metric. */
  | 'other'

/** How the lines of one file are read. It may remember what earlier lines said of later ones. */
export interface LineReader {
  /** The first time in the line; what it lacks; undefined when it has none. */
  time(line: string): number | Lack | undefined
  read(line: string, window: Window): Reading
  /**
   * The same without making a text of the line, where its bytes tell at once; undefined where they do not. An event holds
   * until the next call.
   */
  glimpse?(
    bytes: Buffer,
    from: number,
    end: number,
    window: Window,
  ): Glimpse | 'outside' | undefined
  /** True when no line says anything of another, but for an intake's metadata: then some may be passed over unread. */
  readonly linesStandAlone: boolean
  /** A longer line is cut and counted. */
  readonly longestLine: number
}

export function within(atMs: number, window: Window): boolean {
  return atMs >= window.fromMs && atMs < window.toMs
}
