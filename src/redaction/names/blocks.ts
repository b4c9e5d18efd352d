import { cue } from './cues.ts'
import { flag } from './packed.ts'
import { gap } from './gaps.ts'
import { shape, type Words } from './words.ts'

/** What the writing of a paragraph says about the words in it. */
export interface Block {
  readonly from: number
  readonly to: number
  /** Case tells nothing: all is lower case, or all is capitals. */
  readonly flat: boolean
  readonly english: boolean
  /** Nouns begin with a capital. */
  readonly german: boolean
  /** Written in Vietnamese, each syllable a word. */
  readonly vietnamese: boolean
  /** Most words begin with a capital, as in headings. */
  readonly titled: boolean
  /** The vocabulary knows too few of its words to take an unknown one for a name. */
  readonly strange: boolean
  /** English in which next to every word is known, so that one that is not has a reason. */
  readonly fluent: boolean
}

const longest = 300
const vietnamese = /[\u1ea0-\u1ef9ơưƠƯ]/

/** The paragraphs of a text, at most 300 words each. */
export function blocksOf(words: Words): readonly Block[] {
  const blocks: Block[] = []
  const isPlain = words.count === 0 || !vietnamese.test(words.text)
  const isVietnamese = !isPlain && hasVietnamese(words, 0, words.count)
  const whole =
    words.count === 0 ||
    blockOf(words, 0, Math.min(words.count, longest * 10), true, isPlain).english
  let from = 0
  for (let i = 1; i <= words.count; i++) {
    if (i < words.count && words.gap[i] !== gap.blankLine && i - from < longest) continue
    const block = blockOf(words, from, i, whole, isPlain)
    blocks.push(isVietnamese ? { ...block, vietnamese: true } : block)
    from = i
  }
  return blocks
}

/** The paragraph between two words; what is too short to tell its language has the one of the `whole` text. */
function blockOf(words: Words, from: number, to: number, whole: boolean, isPlain: boolean): Block {
  let lower = 0
  let unknown = 0
  let capital = 0
  let upper = 0
  let german = 0
  let english = 0
  let other = 0
  for (let i = from; i < to; i++) {
    const form = words.shape[i]!
    const bits = words.bits[i]!
    const own = bits & flag.english
    const others = (bits & flag.foreign) >> 2
    if (own > others && own > 1 && !(bits & flag.term)) english++
    else if (
      own < others &&
      others > 1 &&
      !(bits & (flag.term | flag.given | flag.family | flag.place))
    )
      other++
    if (words.gap[i] === gap.glue || words.gap[i + 1] === gap.glue) continue
    if (form === shape.lower || form === shape.caseless) {
      lower++
      if (bits === 0) unknown++
      else if ((bits & flag.foreign) === flag.foreign && (words.hints[i]! & cue.german) !== 0)
        german++
    } else if (form === shape.capital || form === shape.mixed) capital++
    else if (form === shape.upper) {
      upper++
      if (bits === 0) unknown++
    }
  }
  const all = lower + capital + upper
  const isEnglish = english + other < 4 ? english >= other && whole : english >= other * 2
  return {
    from,
    to,
    flat:
      all > 1 &&
      (capital + upper === 0 || upper > (lower + capital) * 2) &&
      isWhole(words, from, to),
    english: isEnglish,
    vietnamese: !isPlain && hasVietnamese(words, from, to),
    german: german >= 2 && german * 8 > lower,
    titled: capital > 3 && capital > lower * 2,
    strange: all > 6 && unknown * 3 > all,
    fluent: isEnglish && all > 1 && (unknown < 3 || unknown * 10 < all),
  }
}

/** False for what was left between two tokens: it begins or ends within a sentence, and its case proves nothing. */
function isWhole({ text, count }: Words, from: number, to: number): boolean {
  if (from === 0 && /^[\s,;:.)'’-]/.test(text)) return false
  return to !== count || !/[ (,:]$/.test(text)
}

/** Letters of no other language, often. */
function hasVietnamese({ text, start, end }: Words, from: number, to: number): boolean {
  const part = text.slice(start[from], end[to - 1])
  return (part.match(new RegExp(vietnamese, 'g'))?.length ?? 0) * 6 > to - from
}
