import type { Block } from './blocks.ts'
import {
  isAddressed,
  isBesideGiven,
  isCalledForth,
  isDoing,
  isLikely,
  isLongName,
  isSurname,
} from './called.ts'
import { isVerbal } from './central/verbs.ts'
import { cue } from './cues.ts'
import { hashOf } from './fold.ts'
import { isHome } from './lives.ts'
import { partsOfMixed } from './mixed.ts'
import { flag, levelOf, type Slots } from './packed.ts'
import { isCompound, isDerived } from './stems.ts'
import {
  isBeforeSuffix,
  isBeforeTail,
  isBeforeTerm,
  isBeforeTitle,
  isDated,
  isInitial,
  isIntroduced,
  isLabel,
  isNamed,
  isTechnical,
  isThing,
  isVersioned,
} from './surroundings.ts'
import { isInRole, isTitled } from './titled.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

/** What a word is taken for. */
export const verdict = {
  plain: 0,
  /** A name only next to one. */
  joins: 1,
  /** Somebody, something or some place. */
  name: 2,
  place: 3,
} as const

/** The words of a text with what surrounds them. */
export interface Reading {
  readonly words: Words
  readonly vocabulary: Slots
  readonly verdicts: Uint8Array
}

const anyName = flag.given | flag.family | flag.place
const labels = cue.label | cue.personLabel | cue.companyLabel | cue.addressLabel

/** Decides for one word by itself and the words beside it. */
export function judge(reading: Reading, i: number, block: Block): number {
  const { words } = reading
  const form = words.shape[i]!
  const bits = words.bits[i]!
  if (words.hints[i - 1]! & (cue.title | cue.role | cue.agent) && isPlaceForName(reading, i, block))
    return verdict.name
  if (form === shape.lower) {
    const isMeasure = words.gap[i] === gap.space && words.shape[i - 1] === shape.number
    if (isMeasure && (!block.flat || words.end[i]! - words.start[i]! < 4)) return 0
    if (
      (bits & anyName) === 0 &&
      (bits !== 0 || !(block.flat || block.fluent || isIntroduced(words, i)))
    )
      return 0
  } else if (form === shape.number || form === shape.code || form === shape.east) return 0
  else if (form === shape.initial) return verdict.joins
  if (isTechnical(words, i)) return verdict.plain
  if (
    words.hints[i]! & cue.introduces &&
    (!(bits & flag.given) || (form === shape.lower && !block.english))
  )
    return verdict.plain
  if (block.vietnamese) return syllable(words, i, bits)
  const cues = words.hints[i]!
  if (
    cues & cue.title ||
    (isLabel(words, i) && (cues & labels || (!block.english && !isOnlyName(bits))))
  )
    return verdict.plain
  if (cues & cue.never) {
    if (isBeforeTail(words, i)) return verdict.place
    if (isDoing(words, i, bits, 0)) return verdict.name
    if (isBesideGiven(words, i, bits)) return verdict.joins
    return isDated(words, i) || form === shape.lower ? verdict.plain : verdict.joins
  }
  if (bits & flag.term) return isAddressed(words, i) ? sure(bits) : verdict.plain
  if (!block.english && isBeforeSuffix(words, i))
    return (bits & anyName) === flag.place ? verdict.place : verdict.name
  if (isBeforeTitle(words, i) && (form !== shape.lower || levelOf(bits, false) < 3))
    return verdict.name
  if (block.flat || form === shape.lower || form === shape.caseless) return flat(reading, i, block)
  if (isVersioned(words, i)) return verdict.plain
  if (bits & anyName) {
    if (
      (levelOf(bits, block.english) < 2 && !isNoun(words, i, block, bits)) ||
      isCalledForth(words, i, block)
    ) {
      return sure(bits)
    }
    return verdict.joins
  }
  if (isBeforeTail(words, i)) return verdict.place
  if (bits !== 0) {
    if (isIntroduced(words, i)) {
      return levelOf(bits, block.english) < 3 || isNamed(words, i) || isGiven(reading, i)
        ? verdict.name
        : verdict.joins
    }
    return isInitial(words, i) ? verdict.plain : verdict.joins
  }
  return unknown(reading, i, block)
}

function isPlaceForName(reading: Reading, i: number, block: Block): boolean {
  return (
    (isTitled(reading, i, block) || isInRole(reading, i, block)) && !isTechnical(reading.words, i)
  )
}

/** Whether a word so common that it counts as no name is a first name all the same: `Hi Blessing`. */
function isGiven({ words, vocabulary }: Reading, i: number): boolean {
  return (vocabulary.get(hashOf(spelling(words, i))) & flag.given) !== 0
}

/** Where a capital tells nothing of a family name: on any German noun, and on the first word of a sentence. */
function isNoun(words: Words, i: number, block: Block, bits: number): boolean {
  if (bits & (flag.given | flag.place)) return false
  const next = i + 1 < words.count ? words.hints[i + 1]! : 0
  if (levelOf(bits, false) === 0 && !(next & cue.agent)) return false
  return block.german || (!block.english && isInitial(words, i))
}

/** What the vocabulary knows of a word in that language: to English a foreign word is unknown, elsewhere a name is no English word. */
export function bitsIn(block: Block, bits: number): number {
  if (!block.english) return bits & anyName ? bits & ~flag.english : bits
  const own = bits & ~flag.foreign
  return (own & flag.english) === 3 ? own & ~anyName : own
}

/** A first name, or a family name that is hardly a word. */
function isOnlyName(bits: number): boolean {
  return (bits & flag.given) !== 0 || ((bits & flag.family) !== 0 && levelOf(bits, false) < 2)
}

function sure(bits: number): number {
  return bits & flag.place && !(bits & flag.given) ? verdict.place : verdict.name
}

/** Where case tells nothing, what only names are is one, and what nobody knows. */
function flat({ words, vocabulary }: Reading, i: number, block: Block): number {
  const bits = words.bits[i]!
  if (isHome(words, i, block)) return verdict.place
  const level = levelOf(bits, block.english)
  if (bits & anyName) {
    if (
      (isIntroduced(words, i) && isLikely(words, i, block, bits, level)) ||
      isDoing(words, i, bits, level)
    )
      return sure(bits)
    if (level < 2 && isNameAlone(words, i, block, bits)) return sure(bits)
    if (level < 2 && isSurname(words, i, bits)) return verdict.name
    return verdict.joins
  }
  if (bits !== 0 || words.end[i]! - words.start[i]! < 3) return verdict.plain
  if (words.shape[i] === shape.caseless)
    return isIntroduced(words, i) ? verdict.name : verdict.plain
  const word = spelling(words, i)
  if (!block.english && isVerbal(word)) return verdict.plain
  if (isIntroduced(words, i)) return verdict.name
  if (block.strange || !block.english) return verdict.joins
  const tongue = { vocabulary, english: block.english }
  if (isDerived(word, tongue) || isThing(words, i)) return verdict.plain
  if (isCompound(word, tongue)) return verdict.joins
  return block.flat || word.length > 3 ? verdict.name : verdict.plain
}

/** Among words with capitals, only English tells a first name or a place in lower case. */
function isNameAlone(words: Words, i: number, block: Block, bits: number): boolean {
  if (words.shape[i] === shape.caseless || (block.flat && block.english)) return true
  if (block.flat)
    return (
      (bits & (flag.given | flag.place)) !== 0 ||
      (levelOf(bits, false) === 0 && isLongName(words, i))
    )
  return block.english && ((bits & (flag.given | flag.place)) !== 0 || levelOf(bits, true) === 0)
}

/** In Vietnamese every capital within a sentence names something; what is in lower case has its own rules. */
function syllable(words: Words, i: number, bits: number): number {
  if (bits & flag.term) return verdict.plain
  const form = words.shape[i]!
  if (form === shape.lower || form === shape.mixed) return verdict.plain
  if (form === shape.upper) return verdict.joins
  return isIntroduced(words, i) || !isInitial(words, i) ? verdict.name : verdict.joins
}

/** A capitalised word that no list has. */
function unknown({ words, vocabulary }: Reading, i: number, block: Block): number {
  const length = words.end[i]! - words.start[i]!
  const introduced = isIntroduced(words, i)
  if (length < 3 || isBeforeTerm(words, i)) return verdict.joins
  if (words.shape[i] === shape.mixed) {
    const parts = partsOfMixed(words.text.slice(words.start[i], words.end[i]), vocabulary)
    return parts === 'name' ? verdict.name : parts === 'product' ? verdict.joins : verdict.plain
  }
  if (words.shape[i] === shape.upper && length < 6) return introduced ? verdict.name : verdict.joins
  const word = spelling(words, i)
  if (introduced || (!block.english && isGenitive(word, vocabulary))) return verdict.name
  if (!block.english && !block.german && isInitial(words, i) && isVerbal(word)) return verdict.plain
  const tongue = { vocabulary, english: block.english }
  if (isDerived(word, tongue)) return isInitial(words, i) ? verdict.plain : verdict.joins
  if (isCompound(word, tongue)) {
    return block.german || isInitial(words, i) ? verdict.plain : verdict.joins
  }
  if (isInitial(words, i) && isSubject(words, i, block)) return verdict.name
  if (
    block.german ||
    (isInitial(words, i) && (!block.english || block.strange || isLabel(words, i)))
  )
    return verdict.joins
  return verdict.name
}

/** Before a verb of what people do; in German things are as well, so there it must be one of speaking or working. */
function isSubject(words: Words, i: number, block: Block): boolean {
  const { gap: gaps, hints, shape: shapes, count, start, end } = words
  const next = i + 1
  if (next >= count || gaps[next] !== gap.space || shapes[next] !== shape.lower) return false
  if (end[next]! - start[next]! < 2) return false
  return (hints[next]! & (block.german ? cue.speaks : cue.speaks | cue.does)) !== 0
}

/** `Arnsbergs` of `Arnsberg`, as Germanic languages write it. */
function isGenitive(word: string, vocabulary: Slots): boolean {
  if (!word.endsWith('s') || word.length < 5) return false
  const bits = vocabulary.get(hashOf(word.slice(0, -1)))
  return (bits & anyName) !== 0 && levelOf(bits, false) < 2
}

function spelling(words: Words, i: number): string {
  return words.text.slice(words.start[i], words.end[i]).toLowerCase()
}
