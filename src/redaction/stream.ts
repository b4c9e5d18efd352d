import type { Profile } from '../domain/redacted.ts'
import type { RedactionReport, Redactor } from '../ports/redactor.ts'
import { detect } from './engine.ts'

/** How much text is worked on at once, and how much of a longer line at most. */
const blockSize = 65_536
const longestLine = 4_194_304
const longestKey = 131_072
const window = 8_192

/** Redacts a stream piece by piece; `push` and `end` return what is ready to be written. */
export interface StreamRedactor {
  push(chunk: string): string
  end(): string
}

/**
 * Plain text in blocks of whole lines with bounded memory. A PEM block that is still open waits for its end, the last
 * lines wait for a signature under them, and a line over 4 MiB is cut where nothing is found.
 */
export function textStream(
  redactor: Redactor,
  profile: Profile,
  count: (report: RedactionReport) => void,
): StreamRedactor {
  let waiting = ''
  const work = (text: string): string => {
    const { value, report } = redactor.text(text, { incident: null, profile })
    count(report)
    return value
  }
  return {
    push(chunk) {
      waiting += chunk
      if (waiting.length < blockSize) return ''
      const cut = cutAt(waiting, profile)
      if (cut === 0) return ''
      const ready = waiting.slice(0, cut)
      waiting = waiting.slice(cut)
      return work(ready)
    },
    end() {
      const rest = waiting
      waiting = ''
      return rest === '' ? '' : work(rest)
    },
  }
}

/** One JSON document a line: the same keys out, unless they were personal; a line that is no JSON counts as text and as `malformed`. */
export function documentStream(
  redactor: Redactor,
  profile: Profile,
  count: (report: RedactionReport) => void,
  malformed: () => void = () => undefined,
): StreamRedactor {
  let waiting = ''
  const scope = { incident: null, profile }
  const plain = (text: string): string => {
    const { value, report } = redactor.text(text, scope)
    count(report)
    return value
  }
  const work = (line: string): string => {
    const parsed = parseExactly(line)
    if (parsed === undefined) malformed()
    if (parsed === undefined || parsed === null || typeof parsed !== 'object') return plain(line)
    const { value, report } = redactor.json(parsed as never, scope)
    count(report)
    return JSON.stringify(value)
  }
  return {
    push(chunk) {
      waiting += chunk
      const parts: string[] = []
      let from = 0
      for (let at = waiting.indexOf('\n'); at !== -1; at = waiting.indexOf('\n', from)) {
        const line = waiting.slice(from, at)
        parts.push(line.trim() === '' ? line : work(line), '\n')
        from = at + 1
      }
      waiting = waiting.slice(from)
      if (waiting.length > longestLine * 4) {
        const cut = cutAt(waiting, profile)
        parts.push(plain(waiting.slice(0, cut)))
        waiting = waiting.slice(cut)
      }
      return parts.join('')
    },
    end() {
      const rest = waiting
      waiting = ''
      return rest.trim() === '' ? rest : work(rest)
    },
  }
}

/** Numbers that JavaScript would write differently keep their digits. */
export function parseExactly(line: string): unknown {
  try {
    if (!/\d{16}|\d\.\d|\d[eE]/.test(line)) return JSON.parse(line)
    const json = JSON as unknown as { readonly rawJSON: (text: string) => unknown }
    const revive = (_: string, value: unknown, context?: { source?: string }): unknown => {
      const source = context?.source
      return typeof value === 'number' && source && source !== String(value)
        ? json.rawJSON(source)
        : value
    }
    return JSON.parse(line, revive)
  } catch {
    return undefined
  }
}

/** How much from the beginning can be worked on without cutting a value; 0 to wait for more. */
function cutAt(text: string, profile: Profile): number {
  let cut = text.lastIndexOf('\n') + 1
  if (profile === 'text') {
    for (let lines = 0; lines < 3 && cut > 1; lines++) cut = text.lastIndexOf('\n', cut - 2) + 1
  }
  const open = text.lastIndexOf('-----BEGIN ', cut)
  if (
    open !== -1 &&
    text.length - open < longestKey &&
    !text.slice(open, cut).includes('-----END ')
  ) {
    cut = text.lastIndexOf('\n', open) + 1
  }
  if (cut > 0) return cut
  return text.length < longestLine ? 0 : quietPlace(text, text.length - window, profile)
}

/** A place near that one, between words and outside of everything that is found around it. */
function quietPlace(text: string, near: number, profile: Profile): number {
  const from = near - window
  const around = text.slice(from, near + window)
  const hits = detect(around, profile, () => [])
  for (let at = window; at > 0; at--) {
    const free = hits.every((hit) => at <= hit.start || at >= hit.end)
    if (free && /[\s,;"}\]]/.test(around[at - 1]!)) return from + at
  }
  return near
}
