import type { Slots } from '../packed.ts'
import { chinesePersons } from './chinese-persons.ts'
import { chinese } from './chinese.ts'
import { japanese } from './japanese.ts'
import { korean } from './korean.ts'
import { recalled } from './recall.ts'
import type { EastRule, EastSpan } from './rule.ts'
import { thaiNames } from './thai.ts'

const longestPart = 2_000

/** Names in Japanese, Chinese, Korean and Thai, rule by rule: the first that takes a stretch keeps it. */
export function eastNames(text: string, vocabulary: Slots): readonly EastSpan[] {
  const spans: EastSpan[] = []
  if (!/[\u0e01-\u0e4e\u3041-\u9fff가-힣]/.test(text)) return spans
  const isJapanese = /[ぁ-んァ-ヺ]/.test(text)
  for (const [from, part] of partsOf(text)) {
    const taken = takenIn(part)
    const rules = rulesFor(part, isJapanese)
    for (const rule of rules)
      if (rule.needs?.test(part) !== false) addFrom(rule, part, vocabulary, taken)
    if (rules === chinese) for (const span of chinesePersons(part, vocabulary)) addSpan(span, taken)
    if (/[\u0e01-\u0e4e]/.test(part))
      for (const span of thaiNames(part, vocabulary)) addSpan(span, taken)
    for (const span of taken.spans)
      spans.push({ ...span, start: span.start + from, end: span.end + from })
  }
  return spans.length === 0 ? spans : recalled(text, spans, vocabulary)
}

/** Stretches up to a line break or to a bound, so that no rule sees more than it needs. */
function* partsOf(text: string): Iterable<readonly [from: number, part: string]> {
  for (let from = 0; from < text.length;) {
    const limit = Math.min(text.length, from + longestPart)
    const line =
      limit === text.length ? limit : from + text.slice(from, limit + 1).lastIndexOf('\n') + 1
    const to = line > from ? line : limit
    yield [from, text.slice(from, to)]
    from = to
  }
}

function rulesFor(part: string, isJapanese: boolean): readonly EastRule[] {
  if (/[ぁ-んァ-ヺ々〒県]|番地|丁目|東京都|大阪府|京都府|北海道/.test(part)) return japanese
  if (/[가-힣]/.test(part)) return korean
  if (!/[\u4e00-\u9fff]/.test(part)) return []
  return isJapanese ? japanese : chinese
}

function addFrom(
  { pattern, trim, class: name }: EastRule,
  part: string,
  vocabulary: Slots,
  taken: Taken,
): void {
  for (const match of part.matchAll(pattern)) {
    const skip = trim ? trim(match[0], vocabulary) : 0
    if (skip === undefined || match[0] === '') continue
    const start = match.index + skip
    const end = match.index + match[0].length
    addSpan({ start, end, class: name }, taken)
  }
}

/** What was found in a part, and by unit of it whether that is taken. */
interface Taken {
  readonly spans: EastSpan[]
  readonly units: Uint8Array
}

function takenIn(part: string): Taken {
  return { spans: [], units: new Uint8Array(part.length) }
}

function addSpan(found: EastSpan, { spans, units }: Taken): void {
  const { start, end } = found
  if (end <= start) return
  for (let i = start; i < end; i++) if (units[i] === 1) return
  units.fill(1, start, end)
  spans.push(found)
}
