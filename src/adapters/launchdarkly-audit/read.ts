import type { Window } from '../../domain/window.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { addressOf, ask, type Wire } from './ask.ts'
import { Entry, Page } from './shapes.ts'

/** What was read, newest first, and why it is not all. */
export interface Read {
  readonly entries: readonly Entry[]
  readonly broken: number
  /** In our words; null when everything was read. */
  readonly fault: string | null
}

interface Reading {
  readonly wire: Wire
  readonly spec: string | null
  readonly signal: AbortSignal
}

const path = '/api/v2/auditlog'
/** More than 20 at once are not given. */
const pageSize = 20
const mostPages = 400

/** The entries of the window, page by page; what was read before a fault is kept. Throws the fault of the first page. */
export async function readEntries(window: Window, reading: Reading): Promise<Read> {
  const { wire, signal, spec } = reading
  const found = new Map<string, Entry>()
  const asked = new Set<string>()
  let broken = 0
  let url: URL | null = addressOf(wire, path, {
    before: String(window.toMs),
    after: String(window.fromMs - 1),
    limit: String(pageSize),
    ...(spec !== null && { spec }),
  })
  const done = (fault: string | null): Read => ({ entries: [...found.values()], broken, fault })
  while (url !== null) {
    if (asked.size >= mostPages) return done(tooMany)
    asked.add(url.href)
    let page: Page
    try {
      page = pageOf(await ask(wire, url, signal))
    } catch (cause) {
      if (!(cause instanceof VendorFault) || asked.size === 1) throw cause
      return done(`${cause.message} ${older}`)
    }
    const known = found.size + broken
    for (const item of page.items) {
      const { data } = Entry.safeParse(item)
      if (data === undefined) broken += 1
      else found.set(data._id, data)
    }
    const next = page._links?.next?.href
    if (next === undefined || page.items.length === 0 || isBefore(window, found)) return done(null)
    url = nextOf(next, reading)
    if (url === null) return done(astray)
    if (asked.has(url.href) || found.size + broken === known) return done(turning)
  }
  return done(null)
}

const older = 'Older entries are missing.'
const tooMany = `The window holds more entries than are read at once. ${older}`
const astray = `Its link to the next page leads elsewhere and was not followed. ${older}`
const turning = `Its next page was one that it had given before. ${older}`

type Page = ReturnType<typeof pageOf>

function pageOf(answer: unknown) {
  const { data } = Page.safeParse(answer)
  if (data === undefined) throw new VendorFault('unexpected')
  return data
}

/** Where an answer leads on to: the audit log of the same account, or nowhere. */
function nextOf(href: string, { wire }: Reading): URL | null {
  const here = addressOf(wire, path)
  const url = URL.parse(href, here)
  if (url === null || url.origin !== here.origin || url.username !== '') return null
  const isThere = url.pathname === here.pathname || url.pathname === path
  return isThere ? addressOf(wire, path, Object.fromEntries(url.searchParams)) : null
}

/** Entries come newest first: one from before the window ends it, whatever was asked for. */
function isBefore({ fromMs }: Window, found: ReadonlyMap<string, Entry>): boolean {
  const last = [...found.values()].at(-1)
  return last !== undefined && last.date < fromMs
}
