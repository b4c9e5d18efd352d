import type { Document } from '../../domain/logs/document.ts'
import type { Fields, Word } from '../../domain/logs/words.ts'
import { byteWords } from './byte-words.ts'
import { isoInBytes } from './iso-bytes.ts'
import { jsonBytes } from './json-bytes.ts'
import type { Plan } from './json-shape.ts'

/** The fields of one line at a time, exactly as a parser would give them, read where they lie. */
export interface ByteFields extends Fields {
  /** False when only a parser can tell what stands there. What is read holds until the next line. */
  open(bytes: Buffer, from: number, end: number): boolean
  /** The instant that a word states in full and in UTC; undefined for whatever else it may be. */
  instant(word: Word): number | undefined
  /** As `read`, with numbers between slashes as `:id`: an endpoint of which there are few, not one for each id. */
  path(word: Word): unknown
}

export function byteFields(): ByteFields {
  const json = jsonBytes()
  const known = byteWords()
  const iso = isoInBytes()
  let bytes: Buffer = Buffer.alloc(0)
  let from = 0
  let end = 0
  let plan: Plan = { scalars: 0, places: [], namings: [] }
  const at = (place: number, paths: boolean): unknown => {
    const start = json.starts[place]!
    const stop = json.ends[place]!
    if (stop < 0) return JSON.parse(bytes.toString('utf8', start - 1, ~stop + 1)) as string
    const first = bytes[start - 1]
    if (first === 34) {
      return paths ? known.path(bytes, start, stop) : known.text(bytes, start, stop)
    }
    return JSON.parse(bytes.toString('latin1', start, stop)) as unknown
  }
  const read = (word: Word, paths: boolean): unknown => {
    const places = plan.places[word.index]!
    for (let i = 0; i < places.length; i++) {
      const value = at(places[i]!, paths)
      if (value !== null && value !== '') return value
    }
    return undefined
  }
  return {
    open(all, start, stop) {
      bytes = all
      from = start
      end = stop
      const found = json.read(all, start, stop)
      if (found) plan = found
      return found !== null
    },
    read: (word) => read(word, false),
    path: (word) => read(word, true),
    instant(word) {
      const place = plan.places[word.index]![0]
      return place === undefined ? undefined : iso(bytes, json.starts[place]!, json.ends[place]!)
    },
    namings: () => plan.namings,
    document: () => JSON.parse(bytes.toString('utf8', from, end)) as Document,
  }
}
