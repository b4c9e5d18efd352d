import { type Document, type Getter, getter } from './document.ts'
import { kept, named, names } from './names.ts'

/** One of our words: the names it may bear in a document, and its place among all words. */
export interface Word {
  readonly index: number
  readonly names: readonly string[]
  readonly get: Getter
}

/** A field by which documents name people, with the class of their tokens. */
export interface Naming {
  readonly kind: string
  readonly word: Word
}

/** Where the words of an event are read: a parsed document, or the bytes of one. */
export interface Fields {
  read(word: Word): unknown
  /** Those namings of which the document bears at least the first part of the name, in its order. */
  namings(): readonly Naming[]
  /** The whole, parsed. */
  document(): Document
}

const all: Word[] = []

/** Every word there is, each at its index. */
export const allWords: readonly Word[] = all

function word(paths: readonly string[]): Word {
  const made = { index: all.length, names: paths, get: getter(paths) }
  all.push(made)
  return made
}

export const words = Object.fromEntries(
  Object.entries(names).map(([name, paths]) => [name, word(paths)]),
) as Record<keyof typeof names, Word>
export const severityNumber = word(['severityNumber', 'severity_number'])
export const keepers: readonly (readonly [string, Word])[] = kept.map((name) => [
  name,
  word([name]),
])
/** By the first part of the field's name: most documents have none of them. */
const namers: ReadonlyMap<string, readonly Naming[]> = Map.groupBy(
  Object.entries(named).flatMap(([kind, paths]) =>
    paths.map((path) => ({ kind, word: word([path]) })),
  ),
  (naming) => naming.word.names[0]!.split('.')[0]!,
)

/** The namings of a document with these keys at its top. */
export function namingsOf(keys: Iterable<string>): readonly Naming[] {
  const found: Naming[] = []
  const looked = new Set<string>()
  for (const key of keys) {
    const dot = key.indexOf('.')
    const first = dot === -1 ? key : key.slice(0, dot)
    const namings = namers.get(first)
    if (namings === undefined || looked.has(first)) continue
    looked.add(first)
    found.push(...namings)
  }
  return found
}

/** The words of a parsed document. */
export function fieldsOf(document: Document): Fields {
  return {
    read: (wanted) => wanted.get(document),
    namings: () => namingsOf(Object.keys(document)),
    document: () => document,
  }
}
