import { type JsonMould, mouldOf, pour } from './json-mould.ts'
import { type Member, type Plan, type Shape, shapes } from './json-shape.ts'
import { bareEnd, broken, keyEnd, spaceEnd, textEnd } from './json-tokens.ts'

/** Where the scalars of a document lie, each by its place. */
export interface Scalars {
  /** The first byte, inside the quotation marks of a text. */
  readonly starts: Int32Array
  /** The byte after the last; its complement for a text that must be decoded. */
  readonly ends: Int32Array
}

/** Walks over the bytes of one JSON object and notes where its scalars lie, without making any value. */
export interface JsonBytes extends Scalars {
  /**
   * The plan of the object between two bytes; null when only a parser can tell what stands there, and for what is no
   * JSON at all. Places hold until the next call.
   */
  read(bytes: Buffer, from: number, end: number): Plan | null
}

const [quote, colon, comma] = [34, 58, 44]
const [open, shut, openList, shutList] = [123, 125, 91, 93]
const mostScalars = 257
const deepestList = 16
const mostMoulds = 8

export function jsonBytes(): JsonBytes {
  const walker = jsonWalker()
  const moulds: JsonMould[] = []
  const moulded = new Map<Plan, number>()
  let seen: Buffer | undefined
  let view: DataView = new DataView(new ArrayBuffer(0))
  return {
    starts: walker.starts,
    ends: walker.ends,
    read(bytes, from, end) {
      if (bytes !== seen) {
        view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        seen = bytes
      }
      for (let i = 0; i < moulds.length; i++) {
        const mould = moulds[i]!
        if (!pour(mould, bytes, view, from, end, walker)) continue
        if (i > 0) {
          moulds[i] = moulds[i - 1]!
          moulds[i - 1] = mould
        }
        return mould.plan
      }
      const plan = walker.read(bytes, from, end)
      if (plan && moulds.length < mostMoulds && (moulded.get(plan) ?? 0) < 2) {
        moulded.set(plan, (moulded.get(plan) ?? 0) + 1)
        moulds.push(mouldOf(plan, bytes, from, end, walker))
      }
      return plan
    },
  }
}

/** Member by member, whatever white space stands between. */
function jsonWalker(): JsonBytes {
  const known = shapes()
  const starts = new Int32Array(mostScalars)
  const ends = new Int32Array(mostScalars)
  let bytes: Uint8Array = new Uint8Array(0)
  let at = 0

  /** Past a key; the member it begins. */
  const key = (shape: Shape): Member | undefined => {
    for (const member of shape.members) {
      if (!startsWith(bytes, at, member.key)) continue
      at += member.key.length
      return member
    }
    const end = keyEnd(bytes, at)
    if (end < 0) return undefined
    const member = known.meet(shape, bytes.subarray(at, end))
    at = end
    return member
  }
  /** Past one member of an object that is open. */
  const member = (shape: Shape): Shape | undefined => {
    if (bytes[at++] !== quote) return undefined
    const found = key(shape)
    if (!found) return undefined
    at = spaceEnd(bytes, at)
    if (bytes[at++] !== colon) return undefined
    at = spaceEnd(bytes, at)
    const c = bytes[at]
    if (c === open) {
      at++
      return known.after(shape, found, 'object')
    }
    if (c === openList) {
      at = listEnd(bytes, at, 0)
      return at < 0 ? undefined : known.after(shape, found, 'array')
    }
    const start = c === quote ? at + 1 : at
    const end = c === quote ? textEnd(bytes, start) : bareEnd(bytes, start)
    if (end === broken) return undefined
    starts[shape.scalars] = start
    ends[shape.scalars] = end
    at = c === quote ? (end < 0 ? ~end : end) + 1 : end
    return known.after(shape, found, 'scalar')
  }
  /** The shape at the end of an object whose opening brace lies behind. */
  const object = (): Shape | undefined => {
    let shape: Shape | undefined = known.first
    let fresh = true
    for (;;) {
      at = spaceEnd(bytes, at)
      if (bytes[at] === shut) {
        at++
        if (shape.depth === 0) return shape
        shape = known.close(shape)
        fresh = false
      } else {
        if (!fresh) {
          if (bytes[at++] !== comma) return undefined
          at = spaceEnd(bytes, at)
        }
        const before = shape.depth
        shape = member(shape)
        fresh = shape !== undefined && shape.depth > before
      }
      if (!shape) return undefined
    }
  }
  return {
    starts,
    ends,
    read(all, from, end) {
      bytes = all
      at = spaceEnd(all, from)
      if (bytes[at++] !== open) return null
      const shape = object()
      return shape && spaceEnd(bytes, at) === end ? known.planOf(shape) : null
    },
  }
}

/** Past a list of scalars and of lists, or `broken`: one that holds objects takes a parser. */
function listEnd(bytes: Uint8Array, from: number, depth: number): number {
  let at = spaceEnd(bytes, from + 1)
  if (bytes[at] === shutList) return at + 1
  for (;;) {
    at = spaceEnd(bytes, at)
    if (bytes[at] === quote) {
      const end = textEnd(bytes, at + 1)
      if (end === broken) return broken
      at = (end < 0 ? ~end : end) + 1
    } else if (bytes[at] === openList) {
      at = depth < deepestList ? listEnd(bytes, at, depth + 1) : broken
    } else at = bareEnd(bytes, at)
    if (at < 0) return broken
    at = spaceEnd(bytes, at)
    const c = bytes[at++]
    if (c === shutList) return at
    if (c !== comma) return broken
  }
}

function startsWith(bytes: Uint8Array, at: number, key: Uint8Array): boolean {
  for (let i = 0; i < key.length; i++) if (bytes[at + i] !== key[i]) return false
  return true
}
