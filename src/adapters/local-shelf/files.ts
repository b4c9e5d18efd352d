import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'

import { sha256 } from '../../domain/json.ts'

const mostFiles = 500
const deepest = 6
const mostBytes = 256 * 1024
const name = /^[A-Za-z0-9][\w.-]{0,99}$/

export interface TextFile {
  /** Path below the folder with `/` and without `.md`. */
  readonly path: string
  readonly text: string
  /** Of its bytes, hexadecimal. */
  readonly sha256: string
}

/**
 * The Markdown files below a folder, by path. A folder that is not there holds none. Left out: links that lead out of the
 * folder, odd names, files above 256 KiB, and whatever comes after 500 files or six levels.
 */
export function markdownBelow(folder: string): readonly TextFile[] {
  const root = realOrUndefined(folder)
  if (root === undefined) return []
  const files: TextFile[] = []
  walk(root, root, '', files)
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

function walk(root: string, folder: string, prefix: string, files: TextFile[]): void {
  if (prefix.split('/').length > deepest) return
  for (const entry of readdirSync(folder).toSorted()) {
    if (files.length >= mostFiles) return
    if (!name.test(entry)) continue
    const real = realOrUndefined(join(folder, entry))
    if (real === undefined || !real.startsWith(`${root}${sep}`)) continue
    const found = lstatSync(real)
    if (found.isDirectory()) walk(root, real, `${prefix}${entry}/`, files)
    if (!found.isFile() || !entry.endsWith('.md') || found.size > mostBytes) continue
    const bytes = readFileSync(real)
    const path = `${prefix}${entry.slice(0, -3)}`
    files.push({ path, text: bytes.toString('utf8'), sha256: sha256(bytes) })
  }
}

function realOrUndefined(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
