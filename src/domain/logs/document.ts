export type Document = Readonly<Record<string, unknown>>

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads the first of several names that a document bears; each name may be dotted, nested or a mixture. */
export type Getter = (document: Document) => unknown

/** Compiles a reader for these names, the first wins; objects, null and empty strings count as absent. */
export function getter(names: readonly string[]): Getter {
  const paths = names.map((name) => splits(name.split('.')))
  return (document) => {
    for (const path of paths) {
      const value = walk(document, path)
      if (value !== undefined) return value
    }
    return undefined
  }
}

interface Step {
  readonly key: string
  /** Empty at the end of the name. */
  readonly rest: readonly Step[]
}

/** `a.b.c` as the keys it may be nested under: nested objects first, since they override dotted keys. */
function splits(parts: readonly string[]): readonly Step[] {
  return parts.map((_, i) => ({
    key: parts.slice(0, i + 1).join('.'),
    rest: splits(parts.slice(i + 1)),
  }))
}

function walk(value: Document, steps: readonly Step[]): unknown {
  for (const step of steps) {
    const member = value[step.key]
    if (member === undefined) continue
    if (step.rest.length === 0) {
      if (typeof member !== 'object' && member !== '') return member
    } else if (isDocument(member)) {
      const found = walk(member, step.rest)
      if (found !== undefined) return found
    }
  }
  return undefined
}

const longestLabel = 200

/** A short value as text; undefined for what is no scalar. */
export function label(value: unknown): string | null {
  if (typeof value === 'string') return value.slice(0, longestLabel)
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : null
}
