import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { type Reading, verdict } from './judge.ts'
import { isInitial, isTechnical } from './surroundings.ts'
import { flag, levelOf } from './packed.ts'
import type { Run } from './runs.ts'
import { gap } from './gaps.ts'
import { shape } from './words.ts'

const most = 7

/** The company or office that the words from `from` begin, of which those before `to` are already known to be a name. */
export function companyOf(
  reading: Reading,
  from: number,
  to: number,
  block: Block,
): Run | undefined {
  const headed = headedEnd(reading, from, block)
  if (headed > from + 1) to = Math.max(to, headed)
  const isNamed = reading.verdicts[from]! >= verdict.name
  if (!isNamed && !canBegin(reading, from, block)) return undefined
  let end = to
  let known = 0
  while (end < block.to && end - from < most) {
    const next = stepOver(reading, end, block)
    if (next === 0) break
    end = next
    if (isMarker(reading, end - 1, block)) known = end
  }
  const legal =
    legalForm(reading, known > from + 1 ? known : end) ??
    (end > from + 1 ? legalForm(reading, end - 1) : undefined)
  if (legal) return { from, to: legal.to, end: legal.end, class: 'organisation' }
  if (known > from + 1) return { from, to: Math.max(known, headed), class: 'organisation' }
  if (headed > from + 1) return { from, to: headed, class: 'organisation' }
  if (!isNamed && isEmployer(reading, from, end, block))
    return { from, to: end, class: 'organisation' }
  return undefined
}

/** The end of a name whose first word says what kind of company it is: `Panadería La Espiga`. */
function headedEnd(reading: Reading, from: number, block: Block): number {
  const { words } = reading
  const form = words.shape[from]
  const isHead = words.hints[from]! & cue.firm && (form === shape.capital || form === shape.upper)
  if (
    !isHead ||
    (block.flat && (block.english || form !== shape.upper)) ||
    (block.english && levelOf(words.bits[from]!, true) > 0)
  )
    return 0
  let to = from + 1
  while (to < block.to && to - from < most) {
    const next = words.bits[to]! & flag.term ? 0 : stepOver(reading, to, block)
    if (next === 0) break
    to = next
  }
  return to
}

const dotted =
  /(?:,? )?(?:& Co\.? ?(?:KG|KGaA|OHG)?|& C\. ?|e Figli ?|et Fils|& Söhne|& Zonen|y Cía\.?)?,? ?(?:S\. ?[ALE]\.(?: ?[A-Z]\.)*(?: de C\.V\.)?|S\.r\.l\.|S\.p\.A\.|S\.n\.c\.|S\.a\.s\.|[BN]\.V\.|V\.O\.F\.|e\. ?V\.|[AIK]\/S|e\. ?[KG]\.|Ek\. för\.|& Zn\.|Lda\.|ApS|a\.s\.|s\.r\.o\.|v\.o\.s\.|d\.o\.o\.|d\.d\.|[Ss]p\. ?z ?o\. ?o\.|S\.K\.A\.|Sp\. ?[jk]\.|A\.Ş\.|Ltd\. Şti\.|Kft\.|Zrt\.|Nyrt\.|Bt\.|K\.K\.|L\.L\.C\.|P\.L\.C\.|Pty\.? Ltd\.?|Pvt\.? Ltd\.?|Sdn\.? Bhd\.?|Co\., ?Ltd\.?|GmbH & Co\. ?KG|\. ?(?:KGaA|KG|OHG)(?!\w))/y

/** A legal form with dots behind the words before `to`. */
function legalForm(
  { words }: Reading,
  to: number,
): { readonly to: number; readonly end: number } | undefined {
  dotted.lastIndex = words.end[to - 1]!
  if (!dotted.test(words.text)) return undefined
  const end = dotted.lastIndex
  let next = to
  while (next < words.count && words.start[next]! < end) next++
  return { to: next, end }
}

/** The end of the next word of a title, over `&`, `and` or `of`; 0 when there is none. */
function stepOver(reading: Reading, at: number, block: Block): number {
  const { words } = reading
  const joint = words.gap[at]!
  const isJoined =
    joint === gap.space ||
    joint === gap.hyphen ||
    joint === gap.ampersand ||
    joint === gap.apostrophe
  const isSpelt = joint === gap.comma && (words.hints[at]! & cue.legal) !== 0
  if (!isJoined && !isSpelt) return 0
  if (isTitle(reading, at, block)) return at + 1
  const isSmall = (words.hints[at]! & (cue.and | cue.particle | cue.within)) !== 0
  const next = at + 1
  if (!isSmall || next >= block.to || words.gap[next] !== gap.space || block.flat) return 0
  return isTitle(reading, next, block) && !(words.bits[next]! & flag.given) ? next + 1 : 0
}

/** Whether a company's name may begin with a word that is none by itself. */
function canBegin(reading: Reading, i: number, block: Block): boolean {
  const { words } = reading
  if (block.flat) return isRare(words.bits[i]!, block) && !(words.hints[i]! & cue.never)
  if (!isTitle(reading, i, block)) return false
  return (
    !isInitial(words, i) ||
    levelOf(words.bits[i]!, block.english) < 3 ||
    words.text[words.start[i]! - 1] === '('
  )
}

/** Whether a word is no usual one, as those of companies are where case tells nothing. */
function isRare(bits: number, block: Block): boolean {
  return levelOf(bits, false) < (block.english ? 3 : 2)
}

/** A word with a capital that companies are called by. */
export function isTitle({ words, verdicts }: Reading, i: number, block: Block): boolean {
  if (verdicts[i]! >= verdict.name) return true
  const form = words.shape[i]!
  const cues = words.hints[i]!
  const isSmall = form === shape.lower || form === shape.number || form === shape.caseless
  if (isSmall && !block.flat) return false
  if (cues & cue.never || isTechnical(words, i)) return false
  if (block.flat) return (cues & (cue.legal | cue.company)) !== 0 || isRare(words.bits[i]!, block)
  if (form === shape.code)
    return /^(?:\d?\p{Lu}\p{L}+\d{0,2}|\d\p{L}{3,})$/u.test(
      words.text.slice(words.start[i], words.end[i]),
    )
  return (
    form === shape.capital || form === shape.mixed || form === shape.upper || form === shape.initial
  )
}

/** A legal form, or a word such as `Insurance` where words have capitals. */
function isMarker({ words }: Reading, i: number, block: Block): boolean {
  const cues = words.hints[i]!
  if (cues & cue.legal)
    return block.flat ? words.end[i]! - words.start[i]! > 2 : words.shape[i] !== shape.lower
  if (!(cues & cue.company)) return false
  return block.flat
    ? !block.english && words.shape[i] === shape.upper
    : words.shape[i] !== shape.lower
}

/** Whether the words around capitals say that somebody works there or that it lies somewhere. */
function isEmployer({ words, verdicts }: Reading, from: number, to: number, block: Block): boolean {
  const before = from > block.from && words.gap[from] === gap.space ? words.hints[from - 1]! : 0
  if (block.flat)
    return (
      words.bits[from] === 0 &&
      ((verdicts[from] === verdict.joins && (before & cue.toCompany) !== 0) ||
        isFounded(words, to) ||
        isOffice(words, to))
    )
  if (words.shape[from] === shape.initial) return false
  if (isBehindPerson({ words, verdicts }, from, to)) return true
  if ((to - from > 1 || words.bits[from] === 0) && isFounded(words, to)) return true
  if (isInitial(words, from)) return false
  const after = to < block.to && words.gap[to] === gap.space ? words.hints[to]! : 0
  if (after & cue.ofCompany && before === 0) return to - from > 1 || words.bits[from] === 0
  if (after & cue.ofCompany && !(words.bits[from]! & flag.term)) return true
  if (!(before & cue.toCompany)) return false
  if (words.bits[from]! & flag.term)
    return (
      from - 1 > block.from &&
      (words.hints[from - 2]! & (cue.does | cue.speaks)) !== 0 &&
      isAboutPeople(verdicts, block)
    )
  return isAboutPeople(verdicts, block)
}

const founded =
  / (?:is the brainchild|was founded|was acquired|were acquired|is headquartered|has offices|employs|filed for|is hiring|went public)(?![\p{L}\p{N}])/uy

/** Before an office or headquarters. */
function isOffice({ gap: gaps, hints, count }: Reading['words'], to: number): boolean {
  return to < count && gaps[to] === gap.space && (hints[to]! & cue.ofCompany) !== 0
}

/** Before what is said of companies alone. */
function isFounded({ text, end }: Reading['words'], to: number): boolean {
  founded.lastIndex = end[to - 1]!
  return founded.test(text)
}

/** In brackets behind a name: `Anna Berg (Valle Alto)`. */
function isBehindPerson(
  { words, verdicts }: Pick<Reading, 'words' | 'verdicts'>,
  from: number,
  to: number,
): boolean {
  const { text, start, end } = words
  if (from === 0 || text[start[from]! - 1] !== '(' || text[end[to - 1]!] !== ')') return false
  return (
    verdicts[from - 1]! >= verdict.name && text.slice(end[from - 1], start[from]).trim() === '('
  )
}

/** Whether the paragraph names somebody or some place as well. */
function isAboutPeople(verdicts: Uint8Array, block: Block): boolean {
  for (let i = block.from; i < block.to; i++) {
    if (verdicts[i]! >= verdict.name) return true
  }
  return false
}
