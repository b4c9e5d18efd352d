import { HandoffError } from '../../../domain/error.ts'
import { canonicalJson, sha256 } from '../../../domain/json.ts'
import type { Window } from '../../../domain/window.ts'
import type { Input } from './input.ts'

/** Where an earlier answer ended, with the window it was about. */
export interface Place {
  readonly window: Window
  /** The store's position; null for its first sample. */
  readonly after: string | null
}

/** Stands for the store's first sample, after an answer that showed other ones. */
export const beginning = 'start'

/** Opaque; good for the same query only, whose window it keeps so that a default window does not move on. */
export function writeCursor(input: Input, window: Window, after: string | null): string | null {
  if (after === null) return null
  const span = `${window.fromMs.toString(36)}-${window.toMs.toString(36)}`
  return `${hashOf(input, window)}-${span}-${after}`
}

/** Throws INVALID_INPUT for a cursor of another query, or one that is none. */
export function readCursor(input: Input): Place | null {
  if (input.cursor === undefined) return null
  const m = /^([0-9a-f]{12})-([0-9a-z]{1,9})-([0-9a-z]{1,9})-([\w.]{1,80})$/.exec(input.cursor)
  const window = { fromMs: parseInt(m?.[2] ?? '', 36), toMs: parseInt(m?.[3] ?? '', 36) }
  if (!m || m[1] !== hashOf(input, window)) {
    throw new HandoffError('INVALID_INPUT', 'That cursor belongs to another query.', {
      hint: 'Repeat the query it came from with every argument unchanged, or leave the cursor out.',
    })
  }
  return { window, after: m[4] === beginning ? null : m[4]! }
}

function hashOf(input: Input, window: Window): string {
  const question = { ...input, cursor: undefined, samples: undefined }
  return sha256(canonicalJson({ ...question, window: { ...window } })).slice(0, 12)
}
