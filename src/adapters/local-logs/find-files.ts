import { glob, realpath } from 'node:fs/promises'
import path from 'node:path'

import type { Gap } from '../../domain/gap.ts'
import { sha256 } from '../../domain/json.ts'
import type { LogEntry } from './entry.ts'

/** A file to read, and the name it goes by in answers: its base name, or its glob where that would not be safe to show. */
export interface Found {
  readonly path: string
  readonly name: string
  /** Eight hexadecimal digits that stand for it in a cursor. */
  readonly key: string
  readonly entry: LogEntry
}

const mostFiles = 2_000

/** Every file that the entries name, once each, in a stable order; a glob that matches nothing is a gap. */
export async function findFiles(
  entries: readonly LogEntry[],
  root: string,
): Promise<{ readonly files: readonly Found[]; readonly gaps: readonly Gap[] }> {
  const files = new Map<string, Found>()
  const gaps: Gap[] = []
  for (const entry of entries) {
    for (const pattern of entry.files) {
      const matches = await expand(pattern, root)
      if (matches.length === 0) gaps.push({ source: shown(pattern), reason: 'No file matches.' })
      for (const match of matches) {
        if (files.size >= mostFiles) break
        const real = await realpath(match).catch(() => match)
        if (files.has(real)) continue
        const key = sha256(path.relative(root, match)).slice(0, 8)
        files.set(real, { path: match, name: nameOf(match, pattern), key, entry })
      }
    }
  }
  if (files.size >= mostFiles) {
    gaps.push({ source: 'logs', reason: `Only the first ${mostFiles} files were read.` })
  }
  return { files: [...files.values()], gaps }
}

async function expand(pattern: string, root: string): Promise<readonly string[]> {
  const absolute = path.resolve(root, pattern)
  if (!/[*?[\]{}!()]/.test(pattern)) return [absolute]
  const found: string[] = []
  for await (const match of glob(pattern, { cwd: root, withFileTypes: true })) {
    if (!match.isDirectory()) found.push(path.join(match.parentPath, match.name))
  }
  return found.toSorted()
}

function nameOf(file: string, pattern: string): string {
  const base = path.basename(file)
  return /^[\w.@+-]{1,80}$/.test(base) ? base : shown(pattern)
}

/** A pattern as the configuration has it, without the folders of the machine. */
function shown(pattern: string): string {
  return path.isAbsolute(pattern) ? path.basename(pattern) : pattern
}
