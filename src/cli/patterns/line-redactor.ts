import type { Redactor } from '../../ports/redactor.ts'
import { createCutter } from '../../redaction/cut.ts'
import { documentStream } from '../../redaction/stream.ts'
import { withheld } from './specimen.ts'

const blockSize = 262_144
const scope = { incident: null, profile: 'log' } as const
const hiddenAbove = '[hidden with the line above]'

/** Redacts labelled lines as `baton redact` does, documents by their fields and all else in blocks; as many lines leave as came. */
export interface LineRedactor {
  push(label: string, line: string, isDocument: boolean): string
  end(): string
}

/** A redactor of lines in bounded memory. */
export function createLineRedactor(redactor: Redactor): LineRedactor {
  const documents = documentStream({ redactor, ...scope, count: () => undefined })
  const text = (raw: string): string => redactor.text(raw, scope).value
  const cutter = createCutter(text, scope.profile)
  let labels: string[] = []
  let lines: string[] = []
  let size = 0
  let needed = blockSize

  const take = (count: number): string => {
    const block = lines.slice(0, count)
    const shown = redacted(block, text)
    let ready = ''
    for (let i = 0; i < count; i++) ready += `${labels[i]}\t${shown[i]}\n`
    labels = labels.slice(count)
    lines = lines.slice(count)
    size = lines.reduce((sum, line) => sum + line.length + 1, 0)
    needed = blockSize
    return ready
  }
  const cut = (): string => {
    const whole = `${lines.join('\n')}\n`
    const at = cutter.cut(whole)
    if (at === 0) {
      needed *= 2
      return ''
    }
    return take(whole.slice(0, at).split('\n').length - 1)
  }
  return {
    push(label, line, isDocument) {
      if (isDocument) {
        const before = lines.length === 0 ? '' : take(lines.length)
        return `${before}${label}\t${documents.push(`${line}\n`)}`
      }
      labels.push(label)
      lines.push(line)
      size += line.length + 1
      return size >= needed ? cut() : ''
    },
    end: () => (lines.length === 0 ? '' : take(lines.length)),
  }
}

/** Line by line what the redactor makes of all of them; where one hit takes several lines it stands in the first. */
function redacted(block: readonly string[], text: (raw: string) => string): readonly string[] {
  try {
    const found = text(block.join('\n')).split('\n')
    return found.length === block.length ? found : aligned(block, found, text)
  } catch {
    return block.map(() => withheld)
  }
}

/** Lines that look the same when redacted alone are anchors; a hit stands in its first line, and hides the others up to the next anchor. */
function aligned(
  block: readonly string[],
  found: readonly string[],
  text: (raw: string) => string,
): readonly string[] {
  const alone = block.map(text)
  const shown: string[] = []
  for (const [at, line] of found.entries()) {
    const next = found[at + 1]
    const from = shown.length
    const end = next === undefined ? block.length : alone.indexOf(next, from + 1)
    if (from >= block.length || end < 0) return block.map(() => withheld)
    shown.push(line)
    if (alone[from] === line && alone[from + 1] === next) continue
    while (shown.length < end) shown.push(hiddenAbove)
  }
  return shown.length === block.length ? shown : block.map(() => withheld)
}
