import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { toIso } from '../../src/domain/time.ts'

export interface PastCommit {
  readonly atMs: number
  readonly author: string
  readonly subject: string
}

/** Makes a git repository with back-dated commits; false when the machine has no git. Reads no configuration but its own. */
export function makeRepository(folder: string, commits: readonly PastCommit[]): boolean {
  mkdirSync(folder, { recursive: true })
  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}): boolean => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...more,
    }
    return spawnSync('git', args, { cwd: folder, env, stdio: 'ignore' }).status === 0
  }
  if (!run(['init', '--quiet', '--initial-branch=main'])) return false
  for (const [index, commit] of commits.entries()) {
    writeFileSync(join(folder, 'CHANGES.md'), `${index + 1}. ${commit.subject}\n`, { flag: 'a' })
    const date = toIso(commit.atMs)
    const email = `${commit.author}@baton.example`
    const who = {
      GIT_AUTHOR_NAME: commit.author,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: commit.author,
      GIT_COMMITTER_EMAIL: email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    }
    const made =
      run(['add', 'CHANGES.md']) &&
      run(['commit', '--quiet', '--no-gpg-sign', '--message', commit.subject], who)
    if (!made) return false
  }
  return true
}
