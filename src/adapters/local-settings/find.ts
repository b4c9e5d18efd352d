import { glob } from 'node:fs/promises'
import path from 'node:path'

/** A file that an entry names, and the folder that it must lie in. */
export interface Found {
  readonly path: string
  readonly folder: string
  /** As answers call it: its base name, or a word of ours where that is none to show. */
  readonly name: string
}

export const mostFiles = 50
const mostLooked = 2_000

/** The files of a path or pattern, in a stable order, at most 50. */
export async function findFiles(pattern: string): Promise<readonly Found[]> {
  if (!/[*?[\]{}!()]/.test(pattern)) return [found(pattern, path.dirname(pattern))]
  const folder = fixedFolder(pattern)
  const matches: string[] = []
  for await (const match of glob(path.relative(folder, pattern), {
    cwd: folder,
    withFileTypes: true,
  })) {
    if (!match.isDirectory()) matches.push(path.join(match.parentPath, match.name))
    if (matches.length >= mostLooked) break
  }
  return matches.toSorted().map((match) => found(match, folder))
}

/** The folders of a pattern before its first sign. */
function fixedFolder(pattern: string): string {
  const parts = pattern.split(path.sep)
  const first = parts.findIndex((part) => /[*?[\]{}!()]/.test(part))
  return parts.slice(0, first).join(path.sep) || path.sep
}

function found(file: string, folder: string): Found {
  const base = path.basename(file)
  return { path: file, folder, name: /^[\w.@+-]{1,80}$/.test(base) ? base : 'a settings file' }
}
