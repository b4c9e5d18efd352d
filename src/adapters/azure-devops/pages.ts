import { VendorFault } from '../network/vendor-fault.ts'
import type { Question, Session } from './session.ts'
import type { Shape } from './shapes.ts'

/** What could be read of a list, and why it is not whole. */
export interface Read<T> {
  readonly items: readonly T[]
  /** Members that could not be read. */
  readonly broken: number
  readonly fault: VendorFault | null
  /** Whether it goes on beyond what is read at once. */
  readonly cut: boolean
}

interface Paging<T> {
  readonly session: Session
  readonly question: Question
  readonly shape: Shape<T>
  readonly keyOf: (item: T) => string | number
  /** Whether a page reaches far enough. */
  readonly isEnough?: (items: readonly T[]) => boolean
  readonly mostItems: number
  readonly signal: AbortSignal
}

const mostPages = 120

/** Follows the tokens to the end, each member once. What was read before a fault is kept. */
export async function readPages<T>(paging: Paging<T>): Promise<Read<T>> {
  const { session, question, shape, keyOf, isEnough, mostItems, signal } = paging
  const items = new Map<string | number, T>()
  const tokens = new Set<string>()
  let broken = 0
  let query = question.query
  const read = (fault: VendorFault | null, cut: boolean): Read<T> => ({
    items: [...items.values()],
    broken,
    fault,
    cut,
  })
  try {
    while (tokens.size < mostPages) {
      const page = await session.list({ ...question, query }, shape, signal)
      for (const item of page.items) items.set(keyOf(item), item)
      broken += page.broken
      if (page.next === null || isEnough?.(page.items)) return read(null, false)
      if (items.size >= mostItems) return read(null, true)
      if (tokens.has(page.next)) return read(new VendorFault('unexpected'), false)
      tokens.add(page.next)
      query = { ...question.query, continuationToken: page.next }
    }
    return read(null, true)
  } catch (cause) {
    return read(asFault(cause), false)
  }
}

/** What happens on the way is a fault already, so anything else is one of this adapter. */
export function asFault(cause: unknown): VendorFault {
  return cause instanceof VendorFault ? cause : new VendorFault('our side')
}
