import { type Dirent, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import { sha256 } from '../../domain/json.ts'

const mostFiles = 500
const mostBytes = 1_048_576

/**
 * Every file of the folder by its relative path, in order of path; empty when there is no folder.
 * Links to files are followed, links to folders and `.git` are left out. Throws UPSTREAM when anything cannot be read.
 */
export function readFolder(folder: string): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>()
  walk(folder, '', found)
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function walk(root: string, below: string, found: Map<string, Buffer>): void {
  for (const item of list(root, below)) {
    const path = below === '' ? item.name : `${below}/${item.name}`
    if (item.isDirectory()) {
      if (item.name !== '.git') walk(root, path, found)
    } else {
      const bytes = read(join(root, path))
      if (bytes) found.set(path, bytes)
    }
    if (found.size > mostFiles) throw unreadable('It holds more than 500 files.')
  }
}

function list(root: string, below: string): readonly Dirent[] {
  try {
    return readdirSync(join(root, below), { withFileTypes: true })
  } catch (cause) {
    if (below === '' && (cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw unreadable('A folder in it cannot be listed.', cause)
  }
}

/** The bytes of a file; undefined for what is no file, such as a link to a folder. */
function read(path: string): Buffer | undefined {
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return undefined
    if (stat.size <= mostBytes) return readFileSync(path)
  } catch (cause) {
    throw unreadable('A file in it cannot be read.', cause)
  }
  throw unreadable('A file in it is larger than 1 MiB.')
}

function unreadable(why: string, cause?: unknown): HandoffError {
  return new HandoffError('UPSTREAM', `The trust folder cannot be read. ${why}`, {
    rule: 'trust-readable',
    hint: 'Whoever keeps the trust folder must mend it; nothing can be granted until then.',
    cause,
  })
}

/** SHA-256 over path and content digest of each file, one line each; of nothing when there is no file. */
export function digestOfFiles(files: ReadonlyMap<string, Buffer>): string {
  const lines = [...files].map(([path, bytes]) => `${JSON.stringify(path)} ${sha256(bytes)}\n`)
  return sha256(lines.join(''))
}
