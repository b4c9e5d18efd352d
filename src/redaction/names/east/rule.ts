import { hashOf } from '../fold.ts'
import { flag, levelOf, type Slots } from '../packed.ts'
import type { Run } from '../runs.ts'

/** A stretch of the text itself and what it names. */
export interface EastSpan {
  readonly start: number
  readonly end: number
  readonly class: Run['class']
}

/** One way in which a script without capitals writes a name: the whole match is hidden, after `trim` units. */
export interface EastRule {
  readonly class: Run['class']
  /** Global, with bounded quantifiers, what stands around the value in look-arounds. */
  readonly pattern: RegExp
  /** What every text that has such a name holds; looked for first, since it costs less. */
  readonly needs?: RegExp
  /** How much of the match's beginning is no part of the value; undefined when it is none at all. */
  readonly trim?: (value: string, vocabulary: Slots) => number | undefined
}

export const han = '\\u3400-\\u4dbf\\u4e00-\\u9fff々'
export const kana = '\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc'
export const hangul = '가-힣'

/** How common the word is, from 0 to 3. */
export function commonness(word: string, vocabulary: Slots): number {
  return levelOf(vocabulary.get(hashOf(word)), false)
}

/** Whether the lists have it as a family name. */
export function isFamily(word: string, vocabulary: Slots): boolean {
  return (vocabulary.get(hashOf(word)) & flag.family) !== 0
}

/** Whether the lists have it as a given name. */
export function isGiven(word: string, vocabulary: Slots): boolean {
  return (vocabulary.get(hashOf(word)) & flag.given) !== 0
}

/** Stands before who speaks in a chat: a line that begins with a time, in brackets or not. */
export const spokenAt = '(?<=^[\\[(（【<]?\\d[\\d:./\\-TZ ]{2,22}[\\])）】>]?[ \\u3000]{0,2}[<＜]?)'

/** Stands behind who speaks in a chat. */
export const speaks = '(?=[>＞]?[ \\u3000]?[:：>＞])'

/** Kinds of talk, which stand between a time and a colon as a speaker does. */
export const talks = new Set(
  '通话 通話 电话 電話 会议 會議 会議 来电 回电 记录 状态 更新 통화 전화 회의 메모 상태 조치 확인 배포 결과 備考 対応 状況 連絡 架電 受電 障害 復旧'.split(
    ' ',
  ),
)
