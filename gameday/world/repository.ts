import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { toIso } from '../../src/domain/time.ts'

export interface PastCommit {
  readonly atMs: number
  readonly author: string
  readonly subject: string
}

/** Makes a git repository with back-dated commits and, on the last one, a tag for each text; false when the machine has no git. Reads no configuration but its own. */
export function makeRepository(
  folder: string,
  commits: readonly PastCommit[],
  tags: readonly string[] = [],
): boolean {
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
    const author = argument(commit.author).replace(/[<>\n]/g, ' ')
    const email = `${/^\w+$/.test(author) ? author : 'visitor'}@baton.example`
    const who = {
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: author,
      GIT_COMMITTER_EMAIL: email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    }
    const made =
      run(['add', 'CHANGES.md']) &&
      run(['commit', '--quiet', '--no-gpg-sign', '--message', argument(commit.subject)], who)
    if (!made) return false
  }
  const who = {
    GIT_COMMITTER_NAME: 'visitor',
    GIT_COMMITTER_EMAIL: 'visitor@baton.example',
    GIT_COMMITTER_DATE: toIso(commits.at(-1)?.atMs ?? 0),
  }
  return tags.every((text, index) =>
    run(['tag', '--annotate', `visitor-${index}`, '--message', argument(text)], who),
  )
}

/** No argument and no variable of a process can hold a NUL. */
function argument(text: string): string {
  return text.replaceAll('\0', '')
}
