import type { EastSpan } from './east/rule.ts'

const word = '\\p{Lu}[\\p{L}\\p{M}]{0,20}'

/** Companies named behind their legal form. */
const patterns: readonly (readonly [script: RegExp, pattern: RegExp])[] = [
  [
    /[\u1ea0-\u1ef9]/,
    `(?:Công ty|Hợp tác xã|Xưởng|Khách sạn|Nhà hàng|Ngân hàng|Bệnh viện)(?: (?:TNHH|Cổ phần|CP|In))?(?: ${word}){1,6}`,
  ],
  [
    /[\u0600-\u06ff]/,
    '(?<!\\p{L})(?:شركة|مؤسسة|جمعية|فندق|مصنع|مستشفى|مكتب محاماة) [\\p{L}\\p{M}]{2,20}(?: [\\p{L}\\p{M}]{3,20}){0,2}(?=[)\\n،.,]|$)',
  ],
].map(([script, source]) => [script as RegExp, new RegExp(source as string, 'gmu')])

/** Companies of languages that put the legal form first: Vietnamese and Arabic. */
export function* prefixedCompanies(text: string): Iterable<EastSpan> {
  for (const [script, pattern] of patterns) {
    if (!script.test(text)) continue
    for (const match of text.matchAll(pattern)) {
      yield { start: match.index, end: match.index + match[0].length, class: 'organisation' }
    }
  }
}
