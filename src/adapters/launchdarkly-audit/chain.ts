import type { Window } from '../../domain/window.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { addressOf, ask, type Wire } from './ask.ts'
import { Entry, Page } from './shapes.ts'

export interface Reading {
  readonly wire: Wire
  /** A resource specifier: only what it names is asked for. */
  readonly spec: string | null
  readonly signal: AbortSignal
}

/** What one run of pages gave, newest first. */
export interface Chain {
  readonly entries: ReadonlyMap<string, Entry>
  readonly broken: number
  /** Where it ended before its window did; null when it was read to the end. */
  readonly end: 'bound' | VendorFault | 'astray' | 'turning' | null
}

const path = '/api/v2/auditlog'
/** More than 20 at once are not given. */
const pageSize = 20

/** The entries of the window, page after page, so many pages at most. Throws what is no fault of the vendor. */
export async function readChain(
  window: Window,
  reading: Reading,
  mostPages: number,
): Promise<Chain> {
  const { wire, signal, spec } = reading
  const entries = new Map<string, Entry>()
  const asked = new Set<string>()
  let broken = 0
  const ended = (end: Chain['end']): Chain => ({ entries, broken, end })
  let url = addressOf(wire, path, {
    ...(Number.isFinite(window.toMs) && { before: String(window.toMs) }),
    after: String(window.fromMs - 1),
    limit: String(pageSize),
    ...(spec !== null && { spec }),
  })
  for (;;) {
    if (asked.size >= mostPages) return ended('bound')
    asked.add(url.href)
    let page: Page
    try {
      page = pageOf(await ask(wire, url, signal))
    } catch (cause) {
      if (cause instanceof VendorFault) return ended(cause)
      throw cause
    }
    const known = entries.size + broken
    for (const item of page.items) {
      const { data } = Entry.safeParse(item)
      if (data === undefined) broken += 1
      else entries.set(data._id, data)
    }
    const next = page._links?.next?.href
    if (next === undefined || page.items.length === 0 || isBefore(window, entries)) {
      return ended(null)
    }
    const following = nextOf(next, wire)
    if (following === null) return ended('astray')
    if (asked.has(following.href) || entries.size + broken === known) return ended('turning')
    url = following
  }
}

function pageOf(answer: unknown): Page {
  const { data } = Page.safeParse(answer)
  if (data === undefined) throw new VendorFault('unexpected')
  return data
}

/** Where an answer leads on to: the audit log of the same account, or nowhere. */
function nextOf(href: string, wire: Wire): URL | null {
  const here = addressOf(wire, path)
  const url = URL.parse(href, here)
  if (url === null || url.origin !== here.origin || url.username !== '') return null
  const isThere = url.pathname === here.pathname || url.pathname === path
  return isThere ? addressOf(wire, path, Object.fromEntries(url.searchParams)) : null
}

/** Entries come newest first: one from before the window ends it, whatever was asked for. */
function isBefore({ fromMs }: Window, entries: ReadonlyMap<string, Entry>): boolean {
  return oldestMs(entries) < fromMs
}

/** When the last entry that was read was made; Infinity for none. */
export function oldestMs(entries: ReadonlyMap<string, Entry>): number {
  return [...entries.values()].at(-1)?.date ?? Infinity
}
