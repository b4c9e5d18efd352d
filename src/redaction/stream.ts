import type { Profile } from '../domain/redacted.ts'
import type { Redactor } from '../ports/redactor.ts'
import { createCutter } from './cut.ts'
import { parseExactly, writeExactly } from './exact-json.ts'

/** How much text is worked on at once. */
const blockSize = 524_288
/** A longer line is no document any more. */
const longestDocument = 16_777_216
/** What stands where something could not be redacted. */
export const withheldText = '[withheld: Baton could not redact this part]'
export const withheldDocument = '{"withheld":true}'

/** Redacts a stream piece by piece; `push` and `end` return what is ready to be written. However it is cut into pieces, the same comes out. */
export interface StreamRedactor {
  push(chunk: string): string
  /** What can leave already when nothing comes for a while: whole lines of a log; free text waits for its end. */
  flush(): string
  end(): string
}

export interface StreamOptions {
  readonly redactor: Redactor
  readonly incident: string | null
  readonly profile: Profile
  /** Told what was hidden, by class, and besides `sanitised` characters, `malformed` lines and `withheld` parts. */
  readonly count: (name: string, found: number) => void
}

/**
 * Plain text in blocks of whole lines with bounded memory: a block ends where nothing is found across, a line over 4 MiB is cut
 * between words. A block on which the redactor throws is withheld whole, since a part of it may tell what another one is.
 */
export function textStream({ redactor, incident, profile, count }: StreamOptions): StreamRedactor {
  const scope = { incident, profile }
  const cutter = createCutter((text) => redactor.text(text, scope).value, profile)
  let waiting = ''
  let needed = blockSize

  const take = (cut: number): string => {
    const ready = waiting.slice(0, cut)
    waiting = waiting.slice(cut)
    needed = blockSize
    return work(ready)
  }
  const work = (text: string): string => {
    try {
      const { value, report } = redactor.text(text, scope)
      tell(count, report.hidden, report.sanitised)
      return value
    } catch {
      count('withheld', 1)
      return text.endsWith('\n') ? `${withheldText}\n` : withheldText
    }
  }
  return {
    push(chunk) {
      waiting += chunk
      let ready = ''
      while (waiting.length >= needed) {
        const cut = cutter.cut(waiting.slice(0, needed))
        if (cut === 0) needed *= 2
        else ready += take(cut)
      }
      return ready
    },
    flush() {
      const cut = profile === 'log' && waiting !== '' ? cutter.cutNow(waiting) : 0
      return cut === 0 ? '' : take(cut)
    },
    end() {
      const rest = waiting
      waiting = ''
      return rest === '' ? '' : work(rest)
    },
  }
}

/**
 * One JSON document a line: the same keys in the same order out, unless a key was personal itself. Lines between two documents that
 * are none, or are over 16 MiB, are one text, so that a key in PEM over several of them is seen. Documents on which the redactor
 * throws are withheld.
 */
export function documentStream(options: StreamOptions): StreamRedactor {
  const { redactor, incident, profile, count } = options
  let pieces: string[] = []
  let length = 0
  let isOverlong = false
  let text = textStream(options)

  const endText = (): string => {
    const rest = text.end()
    text = textStream(options)
    return rest
  }
  const work = (line: string, end: string): string => {
    const parsed =
      line.length > longestDocument ? undefined : parseExactly(line.replace(/^\ufeff/, ''))
    if (parsed === undefined && line.trim() !== '') count('malformed', 1)
    if (parsed === undefined || parsed === null || typeof parsed !== 'object') {
      return text.push(line + end)
    }
    return `${endText()}${redacted(line, parsed)}${end}`
  }
  const redacted = (line: string, parsed: object): string => {
    try {
      const { value, report } = redactor.json(parsed as never, { incident, profile })
      const written = writeExactly(line, parsed, value)
      tell(count, report.hidden, report.sanitised)
      return written
    } catch {
      count('withheld', 1)
      return withheldDocument
    }
  }
  /** The rest of a line, or of the stream. */
  const finish = (rest: string, end: string): string => {
    const line = pieces.join('') + rest
    pieces = []
    length = 0
    const wasOverlong = isOverlong
    isOverlong = false
    return wasOverlong ? text.push(line + end) : work(line, end)
  }
  return {
    push(chunk) {
      let ready = ''
      let from = 0
      for (let at = chunk.indexOf('\n'); at !== -1; at = chunk.indexOf('\n', from)) {
        ready += finish(chunk.slice(from, at), '\n')
        from = at + 1
      }
      pieces.push(chunk.slice(from))
      length += chunk.length - from
      if (length > longestDocument || isOverlong) {
        if (!isOverlong) count('malformed', 1)
        isOverlong = true
        ready += text.push(pieces.join(''))
        pieces = []
        length = 0
      }
      return ready
    },
    flush: () => text.flush(),
    end: () => (length > 0 ? finish('', '') : '') + endText(),
  }
}

function tell(
  count: StreamOptions['count'],
  hidden: Readonly<Record<string, number>>,
  sanitised: number,
): void {
  for (const [name, found] of Object.entries(hidden)) count(name, found)
  count('sanitised', sanitised)
}
