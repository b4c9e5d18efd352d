import { HandoffError } from '../../domain/error.ts'
import type { RankedChange } from '../../domain/ranking.ts'
import { canonicalJson, type JsonObject, sha256 } from '../../domain/json.ts'
import { longestWindowMs, type Window } from '../../domain/window.ts'

/** Where a page starts; the window and the moment of the first page stand in it, so that each page ranks what that one did. */
export interface Page {
  readonly offset: number
  readonly window: Window
  readonly asOfMs: number
  /** Of the changes on the pages before. */
  readonly before: string
}

/** What stands for the changes on pages before this place, in whatever order; where it stays the same the rest was on none of them. */
export function digestOfPages(ranked: readonly RankedChange[], offset: number): string {
  const keys = ranked.slice(0, offset).map(({ change }) => `${change.source}\0${change.id}`)
  return sha256(keys.toSorted().join('\n')).slice(0, 12)
}

/** Throws CONFLICT when a page could repeat or miss a change, since others would stand on the pages before it now. */
export function assertSamePages(ranked: readonly RankedChange[], { offset, before }: Page): void {
  if (digestOfPages(ranked, offset) === before) return
  throw new HandoffError('CONFLICT', 'What is known has changed since that page.', {
    hint: 'Start again without a cursor; the order is another one now.',
  })
}

/** `query` is everything that decides which changes come in which order, without window and page size. */
export function cursorOf(query: JsonObject, page: Page): string {
  const { fromMs, toMs } = page.window
  return `${digest(query, page)}.${page.offset}.${fromMs}.${toMs}.${page.asOfMs}.${page.before}`
}

/** Throws INVALID_INPUT for text that is no cursor and for another query's cursor. */
export function pageOf(query: JsonObject, cursor: string): Page {
  const parts =
    /^([0-9a-f]{16})\.(\d{1,6})\.(\d{1,14})\.(\d{1,14})\.(\d{1,14})\.([0-9a-f]{12})$/.exec(cursor)
  const window = { fromMs: Number(parts?.[3]), toMs: Number(parts?.[4]) }
  const asOfMs = Number(parts?.[5])
  if (parts === null || parts[1] !== digest(query, { window, asOfMs }) || !isBounded(window)) {
    throw new HandoffError('INVALID_INPUT', 'The cursor belongs to another query.', {
      hint: 'Repeat the arguments of the query that gave it, or start without a cursor.',
    })
  }
  return { offset: Number(parts[2]), window, asOfMs, before: parts[6]! }
}

function digest(query: JsonObject, { window, asOfMs }: Pick<Page, 'window' | 'asOfMs'>): string {
  const about = { tool: 'list_deployments', ...query, ...window, asOfMs }
  return sha256(canonicalJson(about)).slice(0, 16)
}

/** A cursor can be made up, so its window is held to the same bounds as an argument's. */
function isBounded({ fromMs, toMs }: Window): boolean {
  return fromMs < toMs && toMs - fromMs <= longestWindowMs
}
