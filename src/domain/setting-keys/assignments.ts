import type { LineReader } from './readers.ts'
import { settingName } from './scope.ts'

const assignment = /^\s*(?:export\s+)?["']?([^\s"'=:#;[][^\s"'=:]*)["']?\s*[=:]\s*(.*)$/
const section = /^\s*\[{1,2}\s*([^\][]{1,200}?)\s*\]{1,2}\s*(?:[#;].*)?$/
const comment = /^\s*[#;!]/
const armour = /^\s*-----(BEGIN|END) /

/** `KEY=value` lines, under `[section]` lines where the format has them. A value over several lines stays its key's. */
export function assignments({ sections }: { readonly sections: boolean }): LineReader {
  let under: string | null = null
  let open: Open | null = null
  return {
    begin(heading) {
      open = null
      under = sections ? sectionName(heading) : null
    },
    read(line) {
      if (open !== null) {
        const here = open.path
        if (open.ends(line)) open = null
        return here
      }
      if (comment.test(line)) return []
      if (sections && section.test(line)) {
        under = sectionName(line)
        return []
      }
      if (armour.test(line)) {
        open = line.includes('-----END ') ? null : { path: [], ends: (at) => armour.test(at) }
        return []
      }
      const found = assignment.exec(line)
      if (found === null) return []
      const name = settingName(found[1]!.replaceAll('"', ''))
      const path = name === null ? [] : [under === null ? name : `${under}.${name}`]
      open = continued(found[2]!, path)
      return path
    },
  }
}

interface Open {
  readonly path: readonly string[]
  readonly ends: (line: string) => boolean
}

function continued(value: string, path: readonly string[]): Open | null {
  const quote = /^("""|'''|"|'|`)/.exec(value)?.[0]
  if (quote !== undefined && !value.slice(quote.length).includes(quote))
    return { path, ends: (line) => line.includes(quote) }
  if (/^\[[^\]]*$/.test(value)) return { path, ends: (line) => line.includes(']') }
  return value.endsWith('\\') ? { path, ends: (line) => !line.endsWith('\\') } : null
}

function sectionName(line: string): string | null {
  const raw = section.exec(line)?.[1]
  return raw === undefined ? null : settingName(raw.replaceAll(/["'\s]/g, ''))
}
