import type { Slots } from '../packed.ts'
import { commonness, type EastSpan } from './rule.ts'

const mostNames = 40
const isHangul = /^[가-힣]{3,4}$/
const isHan = /^[\u3400-\u9fff々]{3,4}$/

/** The same spans with each later or earlier mention of a person among them, by the whole name or a part of it. */
export function recalled(
  text: string,
  spans: readonly EastSpan[],
  vocabulary: Slots,
): readonly EastSpan[] {
  const names = new Set<string>()
  for (const { start, end, class: name } of spans) {
    if (name !== 'person' || names.size > mostNames) continue
    for (const part of partsOf(text.slice(start, end))) {
      if (part.length > 1 && part.length < 12 && commonness(part, vocabulary) === 0) names.add(part)
    }
  }
  if (names.size === 0) return spans
  const taken = new Uint8Array(text.length)
  for (const { start, end } of spans) taken.fill(1, start, end)
  const longestFirst = [...names].toSorted((a, b) => b.length - a.length)
  const result = [...spans]
  for (const { 0: found, index } of text.matchAll(new RegExp(longestFirst.join('|'), 'gu'))) {
    const end = index + found.length
    if (taken[index] === 0 && taken[end - 1] === 0 && !isWithinKana(text, index, end))
      result.push({ start: index, end, class: 'person' })
  }
  return result
}

/** The name, what a space parts of it and, in Korean and Chinese, the given name behind one sign. */
function partsOf(name: string): readonly string[] {
  const whole = name.trim()
  if (!/^[\p{Script=Han}\p{Script=Hangul}ぁ-んァ-ヺー々 \u3000・]+$/u.test(whole)) return []
  const parts = whole.split(/[ \u3000・]+/)
  if (parts.length > 1) return [parts.join(''), ...parts]
  return isHangul.test(whole) || isHan.test(whole) ? [whole, whole.slice(-2)] : [whole]
}

/** Whether kana go on where those of a found name begin or end. */
function isWithinKana(text: string, start: number, end: number): boolean {
  const katakana = /[ァ-ヺー]/
  if (katakana.test(text[start]!) && katakana.test(text[start - 1] ?? '')) return true
  return katakana.test(text[end - 1]!) && katakana.test(text[end] ?? '')
}
