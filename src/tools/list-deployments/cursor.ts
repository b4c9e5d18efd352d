import { HandoffError } from '../../domain/error.ts'
import { canonicalJson, type JsonObject, sha256 } from '../../domain/json.ts'
import { longestWindowMs, type Window } from '../../domain/window.ts'

/** Where a page starts; the window and the moment of the first page stand in it, so that each page ranks what that one did. */
export interface Page {
  readonly offset: number
  readonly window: Window
  readonly asOfMs: number
}

/** `query` is everything that decides which changes come in which order, without window and page size. */
export function cursorOf(query: JsonObject, page: Page): string {
  const { fromMs, toMs } = page.window
  return `${digest(query, page)}.${page.offset}.${fromMs}.${toMs}.${page.asOfMs}`
}

/** Throws INVALID_INPUT for text that is no cursor and for another query's cursor. */
export function pageOf(query: JsonObject, cursor: string): Page {
  const parts = /^([0-9a-f]{16})\.(\d{1,6})\.(\d{1,14})\.(\d{1,14})\.(\d{1,14})$/.exec(cursor)
  const window = { fromMs: Number(parts?.[3]), toMs: Number(parts?.[4]) }
  const asOfMs = Number(parts?.[5])
  if (parts === null || parts[1] !== digest(query, { window, asOfMs }) || !isBounded(window)) {
    throw new HandoffError('INVALID_INPUT', 'The cursor belongs to another query.', {
      hint: 'Repeat the arguments of the query that gave it, or start without a cursor.',
    })
  }
  return { offset: Number(parts[2]), window, asOfMs }
}

function digest(query: JsonObject, { window, asOfMs }: Omit<Page, 'offset'>): string {
  const about = { tool: 'list_deployments', ...query, ...window, asOfMs }
  return sha256(canonicalJson(about)).slice(0, 16)
}

/** A cursor can be made up, so its window is held to the same bounds as an argument's. */
function isBounded({ fromMs, toMs }: Window): boolean {
  return fromMs < toMs && toMs - fromMs <= longestWindowMs
}
