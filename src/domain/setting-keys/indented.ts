import type { LineReader } from './readers.ts'
import { Scope, settingName } from './scope.ts'

interface Shape {
  /** The key and what follows it. */
  readonly key: RegExp
  /** What follows the key of a text over several lines. */
  readonly text: RegExp
}

const shapes = {
  yaml: {
    key: /^["']?([^\s"'#:{}[\],&*!|>%@`-][^"':#]{0,100}?)["']?\s?:(?=\s|$)(.*)$/,
    text: /^\s*(?:[&!]\S+\s+)*[|>][-+\d]{0,2}\s*(?:#.*)?$/,
  },
  hcl: {
    key: /^["']?([A-Za-z_][\w.-]{0,100})["']?((?:\s+"[^"]{0,100}")*\s*\{.*|\s*[=:].*)$/,
    text: /^\s*=\s*<<-?\w+\s*$/,
  },
} as const satisfies Record<string, Shape>

/** Keys whose parents are told by indentation; a text over several lines stays its key's. */
export function indented(format: keyof typeof shapes): LineReader {
  const { key, text } = shapes[format]
  const scope = new Scope()
  let textIndent: number | null = null
  const enter = (indent: number, content: string): boolean => {
    const found = key.exec(content)
    if (found === null) return false
    scope.enter(indent, withLabels(found[1]!, found[2]!))
    if (text.test(found[2]!)) textIndent = indent
    return true
  }
  const here = (): readonly string[] => {
    const path = scope.path()
    return path === null ? [] : [path]
  }
  return {
    begin(heading) {
      scope.clear()
      textIndent = null
      if (/^\S/.test(heading)) enter(0, heading.trimEnd())
    },
    read(line) {
      const lead = /^[ \t]*/.exec(line)![0].length
      const trimmed = line.slice(lead).trimEnd()
      if (trimmed === '') return []
      if (textIndent !== null) {
        if (lead > textIndent) return here()
        textIndent = null
      }
      if (trimmed.startsWith('#') || trimmed.startsWith('//')) return []
      if (/^(?:---|\.\.\.)$|^[}\])]/.test(trimmed)) return []
      const dashes = /^(?:- +)*(?:-$)?/.exec(trimmed)![0].length
      scope.leave(lead, dashes > 0)
      if (enter(lead + dashes, trimmed.slice(dashes))) return here()
      return dashes > 0 || lead > 0 ? here() : []
    },
  }
}

/** `resource "a" "b" {` is named by its labels as well. */
function withLabels(name: string, rest: string): string | null {
  const labels = /^(?:\s+"[^"]{0,100}")+(?=\s*\{)/.exec(rest)?.[0] ?? ''
  const names = [name, ...labels.split('"').map((label) => label.trim())].filter((l) => l !== '')
  const shown = names.map(settingName)
  return shown.includes(null) ? settingName(name) : shown.join('.')
}
