import { instantMs } from '../../../src/domain/time.ts'

/** A document as a fake cluster holds it. */
export interface Held {
  readonly index: string
  readonly seq: number
  /** Dotted names; each value a list, as searching sees it. */
  readonly fields: ReadonlyMap<string, readonly unknown[]>
  readonly source: object
}

/** Documents in the order in which they were indexed. */
export function held(index: string, sources: readonly object[]): readonly Held[] {
  return sources.map((source, seq) => ({
    index,
    seq,
    source,
    fields: new Map(Object.entries(flat(source, ''))),
  }))
}

function flat(value: object, prefix: string): Record<string, readonly unknown[]> {
  const found: Record<string, readonly unknown[]> = {}
  for (const [key, member] of Object.entries(value)) {
    const name = `${prefix}${key}`
    if (typeof member === 'object' && member !== null && !Array.isArray(member)) {
      Object.assign(found, flat(member as object, `${name}.`))
    } else if (member !== null && member !== undefined) {
      found[name] = [member].flat()
    }
  }
  return found
}

/** What a field is mapped as. */
export function typeOf(name: string, values: readonly unknown[]): string {
  if (name === '@timestamp') return 'date'
  if (['message', 'body.text', 'body'].includes(name)) return 'match_only_text'
  return typeof values[0] === 'number' ? 'long' : 'keyword'
}

/** The moment of a document, epoch milliseconds. */
export function momentOf({ fields }: Held): number {
  return instantMs(String(fields.get('@timestamp')?.[0])) ?? Number.NaN
}

/** Values under a name or under its `.keyword`. */
export function valuesOf(document: Held, name: string): readonly unknown[] {
  return document.fields.get(name) ?? document.fields.get(name.replace(/\.keyword$/, '')) ?? []
}
