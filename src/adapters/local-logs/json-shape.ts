import { type Naming, allWords, namingsOf } from '../../domain/logs/words.ts'

/** What a shape says of its documents: in which scalar each word may stand, first come first served. */
export interface Plan {
  readonly scalars: number
  /** Places of scalars in the order of the document, for each word by its index. */
  readonly places: readonly (readonly number[])[]
  readonly namings: readonly Naming[]
}

export type MemberKind = 'scalar' | 'object' | 'array'

/** A member that followed a shape before. */
export interface Member {
  /** Its key as bytes, quotation mark at the end. */
  readonly key: Uint8Array
  readonly next: Record<MemberKind, Shape | undefined>
}

/**
 * How far into a document the keys have been read, and what came before: documents with the same keys in the same order
 * end at the same shape, so that where their words stand is found once for all of them.
 */
export interface Shape {
  /** Scalars so far. */
  readonly scalars: number
  readonly depth: number
  readonly members: Member[]
  readonly trail: Trail
  closed: Shape | undefined
  /** Made at the end of the first document; null for documents that take a parser. */
  plan: Plan | null | undefined
}

/** The tree of keys behind a shape. */
interface Trail {
  readonly top: Branch
  /** The keys to the object that is open. */
  readonly path: readonly string[]
}

type Branch = ReadonlyMap<string, Leaf | Branch>
/** The place of a scalar, or an array. */
type Leaf = number | 'array'

const mostShapes = 4_096
const mostMembers = 64
const deepest = 16
const mostScalars = 256

/** The shapes that one reader has met; a log with more of them than it holds is parsed line by line. */
export interface Shapes {
  readonly first: Shape
  /** The shape after one more member; undefined when it takes a parser to tell. */
  after(shape: Shape, member: Member, kind: MemberKind): Shape | undefined
  /** A member not met after this shape before. */
  meet(shape: Shape, key: Uint8Array): Member | undefined
  close(shape: Shape): Shape | undefined
  planOf(shape: Shape): Plan | null
}

export function shapes(): Shapes {
  let made = 0
  const make = (scalars: number, depth: number, trail: Trail): Shape | undefined => {
    if (made >= mostShapes || scalars > mostScalars || depth > deepest) return undefined
    made++
    return { scalars, depth, members: [], trail, closed: undefined, plan: undefined }
  }
  return {
    first: make(0, 0, { top: new Map(), path: [] })!,
    after(shape, member, kind) {
      const known = member.next[kind]
      if (known) return known
      const name = Buffer.from(member.key.subarray(0, -1)).toString('latin1')
      const { top, path } = shape.trail
      // A key that comes twice overrides what came first, and so do its members: a parser's work.
      if (branchAt(top, path).has(name) || name === '__proto__') return undefined
      const value = kind === 'scalar' ? shape.scalars : kind === 'array' ? kind : new Map()
      const grown = grow(top, path, name, value)
      const next = make(
        shape.scalars + (kind === 'scalar' ? 1 : 0),
        shape.depth + (kind === 'object' ? 1 : 0),
        { top: grown, path: kind === 'object' ? [...path, name] : path },
      )
      member.next[kind] = next
      return next
    },
    meet(shape, key) {
      if (shape.members.length >= mostMembers) return undefined
      const next = { scalar: undefined, object: undefined, array: undefined }
      const member = { key: Uint8Array.from(key), next }
      shape.members.push(member)
      return member
    },
    close(shape) {
      if (shape.closed) return shape.closed
      const { top, path } = shape.trail
      shape.closed = make(shape.scalars, shape.depth - 1, { top, path: path.slice(0, -1) })
      return shape.closed
    },
    planOf(shape) {
      if (shape.plan === undefined) shape.plan = planned(shape.trail.top, shape.scalars)
      return shape.plan
    },
  }
}

function branchAt(top: Branch, path: readonly string[]): Branch {
  return path.reduce((branch, key) => branch.get(key) as Branch, top)
}

function grow(branch: Branch, path: readonly string[], name: string, value: Leaf | Branch): Branch {
  const [first, ...rest] = path
  if (first === undefined) return new Map(branch).set(name, value)
  return new Map(branch).set(first, grow(branch.get(first) as Branch, rest, name, value))
}

/** Documents that hold others, and all that have one object alone, are read by other rules. */
const wrappers = ['_source', 'resourceLogs', 'resource_logs', 'resourceSpans', 'resource_spans']

function planned(top: Branch, scalars: number): Plan | null {
  const single = top.size === 1 && [...top.values()][0] instanceof Map
  if (single || wrappers.some((name) => top.has(name))) return null
  return {
    scalars,
    places: allWords.map(({ names }) => names.flatMap((name) => find(top, name.split('.')))),
    namings: namingsOf(top.keys()),
  }
}

/** Where `a.b.c` may stand, in the order in which a parsed document is searched. */
function find(branch: Branch, parts: readonly string[]): readonly number[] {
  return parts.flatMap((_, i) => {
    const value = branch.get(parts.slice(0, i + 1).join('.'))
    const rest = parts.slice(i + 1)
    if (rest.length === 0) return typeof value === 'number' ? [value] : []
    return value instanceof Map ? find(value, rest) : []
  })
}
