import type { Window } from '../../domain/window.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { type Chain, oldestMs, readChain, type Reading } from './chain.ts'
import type { Entry } from './shapes.ts'

/** What was read, newest first, and why it is not all. */
export interface Read {
  readonly entries: readonly Entry[]
  readonly broken: number
  /** In our words; null when everything was read. */
  readonly fault: string | null
}

/** What fits in so few pages is read one after the other; of more the rest is read in parts at once. */
const firstPages = 3
const parts = 4
const mostPagesOfPart = 100

/** The entries of the window; what was read before a fault is kept. Throws VendorFault when the first page has one. */
export async function readEntries(window: Window, reading: Reading): Promise<Read> {
  const first = await readChain(window, reading, firstPages)
  if (first.end instanceof VendorFault && first.entries.size + first.broken === 0) throw first.end
  const rest = first.end === 'bound' ? restOf(window, oldestMs(first.entries)) : []
  const others = await Promise.all(rest.map((part) => readChain(part, reading, mostPagesOfPart)))
  const chains = rest.length === 0 ? [first] : [{ ...first, end: null }, ...others]
  const entries = new Map(chains.flatMap((chain) => [...chain.entries]))
  return {
    entries: [...entries.values()].toSorted((a, b) => b.date - a.date),
    broken: chains.reduce((sum, { broken }) => sum + broken, 0),
    fault: faultOf(chains),
  }
}

/** What is left of a window, newest part first; one moment may hold more entries than a page. */
function restOf({ fromMs }: Window, untilMs: number): readonly Window[] {
  if (!Number.isFinite(untilMs)) return []
  const toMs = untilMs + 1
  const step = Math.max(1, Math.ceil((toMs - fromMs) / parts))
  return Array.from({ length: parts }, (_, i) => ({
    fromMs: Math.max(fromMs, toMs - (i + 1) * step),
    toMs: toMs - i * step,
  })).filter((part) => part.fromMs < part.toMs)
}

/** The worst that ended a run of pages, in words; what a vendor said itself before what its pages did. */
function faultOf(chains: readonly Chain[]): string | null {
  const ends = chains.flatMap(({ end }) => end ?? [])
  const fault = ends.find((end) => end instanceof VendorFault) ?? ends[0]
  if (fault === undefined) return null
  const missing = chains.length > 1 ? 'Some entries are missing.' : 'Older entries are missing.'
  return `${typeof fault === 'string' ? words[fault] : fault.message} ${missing}`
}

const words = {
  bound: 'The window holds more entries than are read at once.',
  astray: 'Its link to the next page leads elsewhere and was not followed.',
  turning: 'Its next page was one that it had given before.',
} as const
