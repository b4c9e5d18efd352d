import type { Profile } from '../../domain/redacted.ts'
import {
  everywhere,
  isAlnum,
  isDigit,
  isLetter,
  keyBefore,
  matchEnd,
  type Span,
  type TextClass,
  textOnly,
} from './class.ts'
import { american } from './national/americas.ts'
import { asian } from './national/asia.ts'
import { european } from './national/europe.ts'
import { fitsFrom, isUpper, startsFree } from './national/fit.ts'
import type { IdKind } from './national/kind.ts'
import { labelled, ofOwners } from './national/labelled.ts'
import { labelsOf } from './national/labels.ts'
import { mayFollow, type Shape, shapesOf } from './national/shapes.ts'

const kinds: readonly IdKind[] = [...european, ...american, ...asian]
const labels = labelsOf(kinds)
const every = shapesOf(kinds)
const shapesOfKind = Map.groupBy(every, (shape) => shape.kind)
const longestRun = 18
const leastPaper = 5
const ascii = Array.from({ length: 128 }, (_, code) => code)
const labelAhead =
  /[A-Za-z]{2,32}(?:[ ._'-]{1,2}[A-Za-z]{1,32}){0,6}?[ #>"'(:=.]{1,4}(?=(?:[A-Z]{1,6}[ -]?)?\d)/y
const foreignLetter = /[\u0370-\uffff]/
const foreignAhead = new RegExp(`(?:${labels.foreign})[^\\d\\n]{1,8}?(?=\\d|[A-Z]{1,3}\\d)`, 'gi')
const opening = /[=:]["'\\ ]{0,4}/y

/** Numbers that their shape and check digits give away. */
function sureNumbers(profile: Profile, shapes: readonly Shape[]): readonly TextClass[] {
  return beginnings(shapes).map(({ run, next, shapes: candidates }) => {
    const mayEnd = candidates.some((shape) => shape.next === 'end' || shape.next === 'any')
    const led = candidates.filter((shape) => shape.leads === 'letter')
    const leastLead = Math.min(...led.map((shape) => shape.lead))
    const behind = candidates.filter((shape) => shape.leads === 'separator')
    const bare = candidates.filter((shape) => shape.leads !== 'letter')
    return {
      name: 'national-id',
      profiles: [profile],
      digits: [run],
      next,
      find(text, at): Span | undefined {
        const list = startsFree(text, at) ? bare : isLetter(text.charCodeAt(at - 1)) ? led : behind
        if (list.length === 0 || (list === led && !isLetter(text.charCodeAt(at - leastLead)))) {
          return undefined
        }
        if (
          !mayEnd &&
          !isAlnum(text.charCodeAt(at + run)) &&
          !isAlnum(text.charCodeAt(at + run + 1))
        ) {
          return undefined
        }
        for (const shape of list) {
          const span = fitsFrom(shape, text, at - shape.lead)
          if (!span || (profile === 'log' && shape.hasLetters && !isUpper(text, span))) continue
          if (shape.kind.check?.(span.value) !== false) return span
        }
        return undefined
      },
    }
  })
}

interface Beginning {
  readonly run: number
  readonly next: string
  readonly shapes: readonly Shape[]
}

/** Shapes by the length of the first run of digits and the characters behind it that tell them apart. */
function beginnings(shapes: readonly Shape[]): readonly Beginning[] {
  return Array.from({ length: longestRun }, (_, i) => i + 1).flatMap((run) => {
    const found = shapes.filter((shape) => shape.runs.includes(run))
    const marks = new Set<unknown>([43, 45, ...found.map((shape) => shape.next)])
    const alike = Map.groupBy(ascii, (code) => {
      if (isLetter(code)) return 97
      return marks.has(code) ? code : 0
    })
    return [...alike.values()]
      .map((codes) => ({
        run,
        next: String.fromCharCode(...codes),
        shapes: found.filter((shape) => mayFollow(shape, codes[0]!)),
      }))
      .filter((beginning) => beginning.shapes.length > 0)
  })
}

/** Numbers of tickets near a label; the short runs that begin some are followed by more digits. */
const nearLabel = Array.from({ length: longestRun }, (_, i): TextClass => {
  const run = i + 1
  const shapes = every.filter((shape) => shape.runs.includes(run))
  return {
    name: 'national-id',
    profiles: textOnly,
    digits: [run],
    ...(run < leastPaper && { next: ' -./' }),
    find(text, at): Span | undefined {
      if (run < leastPaper && !isDigit(text.charCodeAt(at + run + 1))) return undefined
      return labelled(labels, text, at, shapes)
    },
  }
})

/** Numbers right behind a label, which in logs is cheaper to look for than a number. */
const behindLabel: TextClass = {
  name: 'national-id',
  profiles: everywhere,
  words: labels.beginnings,
  find(text, at): Span | undefined {
    if (!labels.mayBegin(text, at)) return undefined
    const start = matchEnd(labelAhead, text, at)
    const owners = start === -1 ? undefined : labels.before(text.slice(at, start), true)
    return owners && ofOwners(shapesOfKind, owners, text, start)
  },
}

/** The same for labels in other letters, which no key is made of. */
const behindForeignLabel: TextClass = {
  name: 'national-id',
  profiles: ['log'],
  *scan(text): Iterable<Span> {
    if (!foreignLetter.test(text)) return
    for (const match of text.matchAll(foreignAhead)) {
      const start = match.index + match[0].length
      const owners = labels.before(match[0], true)
      const span = owners && ofOwners(shapesOfKind, owners, text, start)
      if (span) yield span
    }
  },
}

/** National identification numbers by their shape and check digits, or by the words in front of them. */
export const nationalNumbers: readonly TextClass[] = [
  ...sureNumbers(
    'log',
    every.filter(({ level }) => level === 'log'),
  ),
  ...sureNumbers(
    'text',
    every.filter(({ level }) => level !== 'labelled'),
  ),
  ...nearLabel,
  behindLabel,
  behindForeignLabel,
]

/** Whatever a key such as `ssn`, `taxId` or `passport_no` names. */
export const keyedNational: TextClass = {
  name: 'national-id',
  profiles: everywhere,
  ownsKey: (key) => labels.ofKey(key) !== undefined,
  find(text, at): Span | undefined {
    const start = matchEnd(opening, text, at)
    const owners = labels.ofKey(keyBefore(text, at))
    if (start === -1 || owners === undefined) return undefined
    return ofOwners(shapesOfKind, owners, text, start)
  },
}
