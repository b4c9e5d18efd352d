import type { Scalars } from './json-bytes.ts'
import type { Plan } from './json-shape.ts'
import { bareEnd, broken, textEnd } from './json-tokens.ts'

/**
 * All that stands between the scalars of a document, byte by byte. Most lines of a log are cast in a few moulds: where these
 * bytes stand again, the scalars between them lie at the same places of the same plan.
 */
export interface JsonMould {
  readonly plan: Plan
  /** Before the first scalar, between them, and after the last. */
  readonly lengths: Int32Array
  /** In words of four bytes, then byte by byte. */
  readonly bytes: Int32Array
}

/** The mould of a document whose scalars have just been found. */
export function mouldOf(
  plan: Plan,
  bytes: Buffer,
  from: number,
  end: number,
  { starts, ends }: Scalars,
): JsonMould {
  const lengths: number[] = []
  const words: number[] = []
  let at = from
  for (let place = 0; place <= plan.scalars; place++) {
    const stop = place === plan.scalars ? end : starts[place]!
    lengths.push(stop - at)
    for (; at + 4 <= stop; at += 4) words.push(bytes.readInt32LE(at))
    for (; at < stop; at++) words.push(bytes[at]!)
    if (place < plan.scalars) at = ends[place]! < 0 ? ~ends[place]! : ends[place]!
  }
  return { plan, lengths: Int32Array.from(lengths), bytes: Int32Array.from(words) }
}

/** Whether the bytes fit; then the scalars are where `into` says. */
export function pour(
  mould: JsonMould,
  bytes: Buffer,
  view: DataView,
  from: number,
  end: number,
  { starts, ends }: Scalars,
): boolean {
  const { lengths } = mould
  const fixed = mould.bytes
  const last = lengths.length - 1
  let at = from
  let next = 0
  for (let place = 0; ; place++) {
    const stop = at + lengths[place]!
    if (stop > end) return false
    for (; at + 4 <= stop; at += 4) {
      if (view.getInt32(at, true) !== fixed[next++]) return false
    }
    for (; at < stop; at++) if (bytes[at] !== fixed[next++]) return false
    if (place === last) return at === end
    starts[place] = at
    // A text's quotation marks are part of the mould: what stands there tells texts from all else.
    const found = bytes[at - 1] === 34 ? textEnd(bytes, at) : bareEnd(bytes, at)
    if (found === broken) return false
    ends[place] = found
    at = found < 0 ? ~found : found
  }
}
