import { cue } from './cues.ts'
import type { EastSpan } from './east/rule.ts'
import { hashOf } from './fold.ts'
import { gap } from './gaps.ts'
import { flag, levelOf, type Slots } from './packed.ts'
import { shape, type Words } from './words.ts'

const anyName = flag.given | flag.family
const labels = cue.label | cue.personLabel | cue.companyLabel | cue.addressLabel
const mostWords = 4
const mostLines = 2_000

interface Line {
  readonly from: number
  readonly to: number
  readonly name: string
  /** Behind a time, as chats write it. */
  readonly isTimed: boolean
}

/** Who speaks in a chat: a name before a colon at the beginning of a line, behind a time or more than once. */
export function speakersOf(
  words: Words,
  vocabulary: Slots,
  isEnglish: boolean,
): readonly EastSpan[] {
  const lines: (Line & { readonly isVague: boolean })[] = []
  for (let i = 1; i < words.count && lines.length < mostLines; i++) {
    if (words.gap[i] !== gap.colon) continue
    const line = lineBefore(words, i)
    const likelihood = line ? likelihoodOf(words, line, vocabulary, isEnglish) : 0
    if (line && likelihood > 0) lines.push({ ...line, isVague: likelihood === 1 })
  }
  const often = new Map<string, number>()
  for (const { name } of lines) often.set(name, (often.get(name) ?? 0) + 1)
  const isChat = lines.some(({ name, isVague }) => !isVague && often.get(name)! > 1)
  return lines
    .filter((line) =>
      line.isVague
        ? (isChat && !line.isTimed) || (line.isTimed && often.get(line.name)! > 1)
        : line.isTimed || isChat,
    )
    .map(({ from, to }) => ({
      start: words.start[from]!,
      end: words.end[to - 1]!,
      class: 'person' as const,
    }))
}

/** The words between the beginning of a line, or a time there, and the colon before `colon`. */
function lineBefore(words: Words, colon: number): Line | undefined {
  const { gap: gaps, shape: shapes, text, start, end } = words
  if (/^[^:：]{0,2}$/.test(text.slice(end[colon - 1], start[colon]))) return undefined
  const to = text[end[colon - 1]!] === ')' ? bracketBefore(words, colon) : colon
  let from = to - 1
  while (from > 0 && isWithin(words, from) && to - from < mostWords + 1) {
    if (shapes[from - 1] === shape.number || shapes[from - 1] === shape.code) break
    from--
  }
  if (to - from > mostWords || shapes[from] === shape.number || shapes[from] === shape.code)
    return undefined
  let head = from
  let digits = 0
  while (head > 0 && !isBreak(gaps[head]!) && digits < 9) {
    if (shapes[head - 1] !== shape.number && shapes[head - 1] !== shape.code) return undefined
    head--
    digits++
  }
  const isBracketed = text.slice(start[from]! - 2, start[from]).includes(']')
  if (!isBreak(gaps[head]!) || (digits === 1 && !isBracketed)) return undefined
  const name = text.slice(start[from], end[to - 1])
  return { from, to, name, isTimed: digits > 0 }
}

/** The first word of the brackets that end before the colon: `Wim (support):`. */
function bracketBefore({ gap: gaps }: Words, colon: number): number {
  let at = colon - 1
  while (at > 1 && colon - at < mostWords && gaps[at] !== gap.mark) at--
  return Math.max(at, 1)
}

function isWithin({ gap: gaps, text, start, end }: Words, i: number): boolean {
  const joint = gaps[i]!
  if (joint === gap.mark || joint === gap.glue)
    return /^(?: ['’]|\/)$/.test(text.slice(end[i - 1], start[i]))
  return (
    joint === gap.space || joint === gap.hyphen || joint === gap.apostrophe || joint === gap.dot
  )
}

function isBreak(joint: number): boolean {
  return joint === gap.line || joint === gap.blankLine || joint === gap.begin
}

/** 2 for what is written as a name is, one word of it a name or unknown; 1 for a word of a script without capitals, or for any behind a time; 0 for labels, products and common words. */
function likelihoodOf(
  words: Words,
  { from, to, isTimed }: Line,
  vocabulary: Slots,
  isEnglish: boolean,
): 0 | 1 | 2 {
  let names = 0
  for (let i = from; i < to; i++) {
    const form = words.shape[i]!
    const hints = words.hints[i]!
    if (isTimed && names > 0 && (form !== shape.lower || words.end[i]! - words.start[i]! < 4))
      continue
    if (form === shape.initial || (form === shape.lower && hints & cue.particle && i > from))
      continue
    if (form === shape.lower || hints & labels) return 0
    if (!isTimed && (form === shape.mixed || hints & (cue.never | cue.introduces))) return 0
    const bits = vocabulary.get(hashOf(words.text.slice(words.start[i], words.end[i])))
    if (bits & flag.term) return 0
    const level = levelOf(bits, false)
    const isKnown = (bits & anyName) !== 0
    const isRare =
      form === shape.upper ? isKnown && level < 2 : level === 0 || (isKnown && level < 3)
    const isHigh = form === shape.capital || form === shape.upper || form === shape.mixed
    const isSaid = isTimed && isHigh && (isKnown || !isEnglish || levelOf(bits, true) === 0)
    if (isRare || isSaid || (bits & flag.given && to - from > 1)) names++
    else if (to - from === 1 && (isHigh ? isTimed : level < 3)) return 1
    else if (!isKnown && (to - from === 1 || level > 2)) return 0
  }
  return names > 0 ? 2 : 0
}
