import { isAlnum, isLetter } from '../class.ts'
import type { IdKind } from './kind.ts'

/** A shape made ready. */
export interface Shape {
  readonly kind: IdKind
  /** Where it counts without a label. */
  readonly level: Level
  readonly pattern: RegExp
  /** Characters in front of the first run of digits. */
  readonly lead: number
  /** What stands right in front of it. */
  readonly leads: 'letter' | 'separator' | 'nothing'
  /** Where its last separator stands behind the start, and which it is; 0 for none. */
  readonly markAt: number
  readonly mark: number
  readonly hasLetters: boolean
  /** The sign between date and number means something. */
  readonly keepsSign: boolean
  /** Lengths that the first run of digits may have; none for a shape that does not begin with digits. */
  readonly runs: readonly number[]
  /** What follows that run. */
  readonly next: 'end' | 'letter' | 'sign' | 'any' | number
}

type Level = 'log' | 'text' | 'labelled'

const levels: readonly Level[] = ['log', 'text', 'labelled']

const parts: Readonly<Record<string, string>> = {
  '0': String.raw`\d`,
  A: '[A-Z]',
  '*': '[0-9A-Z]',
  '^': '[-+A-FU-Y]',
}

/** The shapes of each kind. */
export function shapesOf(kinds: readonly IdKind[]): readonly Shape[] {
  return kinds.flatMap((kind) =>
    levels.flatMap((level) =>
      (kind[level]?.split('|') ?? []).map((text) => compile(kind, level, text)),
    ),
  )
}

/** True when that character may follow the first run of digits. */
export function mayFollow({ next }: Shape, code: number): boolean {
  if (next === 'end') return !isAlnum(code)
  if (next === 'letter') return isLetter(code)
  if (next === 'sign') return code === 43 || code === 45 || isLetter(code)
  return next === 'any' || next === code
}

function compile(kind: IdKind, level: Level, text: string): Shape {
  const lead = /^[^\d*]*/.exec(text)![0].length
  const [run, open] = /^\d*(\**)/.exec(text.slice(lead))!
  const markAt = Math.max(0, text.search(/[^\dA*^][\dA*^]*$/))
  const fixed = run.length - open!.length
  return {
    kind,
    level,
    pattern: new RegExp(Array.from(text, (char) => parts[char] ?? escaped(char)).join(''), 'iy'),
    lead,
    leads: leadsOf(text.slice(0, lead)),
    markAt,
    mark: markAt === 0 ? 0 : text.charCodeAt(markAt),
    hasLetters: /[A*^]/.test(text),
    keepsSign: text.includes('^'),
    runs: fixed === 0 ? [] : Array.from({ length: open!.length + 1 }, (_, i) => fixed + i),
    next: open === '' ? nextOf(text[lead + run.length]) : 'any',
  }
}

function leadsOf(lead: string): Shape['leads'] {
  if (lead === '') return 'nothing'
  return /[A-Z]$/.test(lead) ? 'letter' : 'separator'
}

function nextOf(char: string | undefined): Shape['next'] {
  if (char === undefined) return 'end'
  if (char === 'A') return 'letter'
  return char === '^' ? 'sign' : char.charCodeAt(0)
}

function escaped(char: string): string {
  return /[\w ]/.test(char) ? char : `\\${char}`
}
