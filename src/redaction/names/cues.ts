import { centralCues } from './cues/central.ts'
import { eastCues } from './cues/east.ts'
import { westCues } from './cues/west.ts'
import { hashOf } from './fold.ts'

/** What a word tells about its neighbours. */
export const cue = {
  /** Before a name: `Mr`, `Frau`, `señora`. */
  title: 1,
  /** The word before a name that names somebody: `dear`, `named`, `regards`. */
  introduces: 2,
  /** What somebody is to somebody, before the name: `colleague`, `neighbour`, `technician`. */
  role: 268435456,
  /** Before who did it or with whom: `by`, `with`, `von`, `avec`. */
  agent: 536870912,
  /** Behind a person: `said`, `wrote`. */
  speaks: 4,
  /** Behind a person or a thing: `is`, `had`. */
  does: 65536,
  /** Before a postal code. */
  zip: 131072,
  /** A word for streets that means much else. */
  vague: 134217728,
  /** Behind what somebody said: `says Anna.` */
  quotes: 67108864,
  /** A word for streets. */
  street: 8,
  /** A part of a building or a box, with a number. */
  unit: 16,
  /** A legal form or the last word of a company's name. */
  company: 32,
  /** The first word of a company's name: `Panadería`, `Bäckerei`, `Cabinet`. */
  firm: 1073741824,
  /** Within names in lower case: `van`, `de`, `bin`. */
  particle: 64,
  /** Begins a family name. */
  noble: 262144,
  /** Within names of places: `of`, `the`. */
  within: 524288,
  /** Before a place. */
  toPlace: 128,
  /** Before an employer or another organisation. */
  toCompany: 256,
  /** Behind a name: `Jr`, `PhD`. */
  suffix: 512,
  /** Never part of a name: days, months. */
  never: 1024,
  /** The first word of a place: `New`, `San`. */
  placeHead: 2048,
  /** A label of forms whose value is a person's name. */
  personLabel: 4194304,
  companyLabel: 8388608,
  addressLabel: 16777216,
  /** A word for streets that stands first: `rue`, `via`. */
  streetFirst: 33554432,
  /** The last word of a place: `Republic`, `Islands`. */
  placeTail: 1048576,
  /** A legal form of companies. */
  legal: 2097152,
  /** A label before a value. */
  label: 4096,
  /** Joins partners: `and`, `und`. */
  and: 8192,
  /** A role or thing of a company, behind its name or before `of`. */
  ofCompany: 16384,
  /** German words that no other language has. */
  german: 32768,
} as const

/** The words of a family of languages, by what they tell; a word stands in one family only. */
export type CueWords = Readonly<Partial<Record<keyof typeof cue, string>>>

const tableBits = 14
/** An open-addressing table of hashes and, at the same places, what they tell; 0 there is a free place. */
const hashes = new Int32Array(1 << tableBits)
const told = new Int32Array(1 << tableBits)
let isFilled = false

function placeOf(hash: number): number {
  let place = hash >>> (32 - tableBits)
  while (told[place] !== 0 && hashes[place] !== hash) place = (place + 1) & (told.length - 1)
  return place
}

function fillTable(): void {
  isFilled = true
  for (const family of [westCues, centralCues, eastCues]) {
    for (const [name, words] of Object.entries(family)) {
      for (const word of words.split(' ')) {
        const hash = hashOf(word)
        const place = placeOf(hash)
        hashes[place] = hash
        told[place]! |= cue[name as keyof typeof cue]
      }
    }
  }
}

/** What the word with that hash tells about its neighbours, 0 for nothing. */
export function cueOf(hash: number): number {
  if (!isFilled) fillTable()
  return told[placeOf(hash)]!
}
