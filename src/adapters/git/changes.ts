import { randomUUID } from 'node:crypto'
import { basename, isAbsolute, resolve } from 'node:path'

import { type ChangeEvent, unknownChange } from '../../domain/change-event.ts'
import { countFiles, kindOfFiles } from '../../domain/file-class.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Window } from '../../domain/window.ts'
import type { ChangeSource } from '../../ports/change-log.ts'
import { type GitFailure, type GitLimits, git } from './command.ts'
import { parseCommits, parseTags } from './parse.ts'

export interface GitChangesOptions {
  /** Folder that a relative `repository` starts from. */
  readonly root: string
  readonly repository: string
  readonly service: string | null
  readonly environment: string | null
  readonly limits?: Partial<GitLimits & { readonly maxCommits: number }>
}

const defaults = { deadlineMs: 10_000, maxBytes: 16 * 1024 * 1024, maxCommits: 5_000 }
const dayMs = 86_400_000

/**
 * Commits of HEAD's first-parent history and tags merged into it, by committer date.
 * A commit is a change to code, not a deployment: its state is `committed`, a tag's `tagged`.
 */
export function gitChanges(options: GitChangesOptions): ChangeSource {
  const { repository, root } = options
  const folder = resolve(root, repository)
  const name = `git:${isAbsolute(repository) ? basename(repository) : repository}`
  const limits = { ...defaults, ...options.limits }
  const place = { source: name, service: options.service, environment: options.environment }
  return {
    name,
    async changes(window, signal) {
      const shallow = await git(folder, ['rev-parse', '--is-shallow-repository'], limits, signal)
      if (!shallow.ok) return missing(name, shallow.why)
      const mark = randomUUID()
      const log = await git(folder, logArguments(window, mark, limits.maxCommits), limits, signal)
      if (!log.ok) return missing(name, log.why)
      const tags = await git(folder, tagArguments, limits, signal)
      const commits = parseCommits(log.text, mark, log.cut)
      const found: readonly ChangeEvent[] = [
        ...commits.map((commit) => ({
          ...unknownChange,
          ...place,
          id: commit.sha,
          kind: kindOfFiles(countFiles(commit.files)),
          commit: commit.sha,
          files: countFiles(commit.files),
          startedAtMs: commit.atMs,
          state: 'committed',
          actor: commit.author,
          notes: commit.subject,
        })),
        ...(tags.ok ? parseTags(tags.text, tags.cut) : []).map((tag) => ({
          ...unknownChange,
          ...place,
          id: `tag:${tag.name}`,
          kind: 'release' as const,
          version: tag.name,
          startedAtMs: tag.atMs,
          state: 'tagged',
          actor: tag.author,
          notes: tag.subject,
        })),
      ]
      return {
        changes: found.filter(
          (change) => window.fromMs <= change.startedAtMs && change.startedAtMs < window.toMs,
        ),
        sources: [name],
        gaps: gapsOf(name, {
          [shallowClone]: shallow.text.trim() === 'true',
          [tooMany]: log.cut || commits.length >= limits.maxCommits,
          'The tags could not be read.': !tags.ok || tags.cut,
        }),
      }
    },
    difference: () => Promise.resolve(null),
    async check(signal) {
      const shallow = await git(folder, ['rev-parse', '--is-shallow-repository'], limits, signal)
      if (!shallow.ok) return [{ source: name, state: 'failed', message: reasons[shallow.why] }]
      return shallow.text.trim() === 'true'
        ? [{ source: name, state: 'warning', message: shallowClone }]
        : [{ source: name, state: 'ok', message: 'It can be read.' }]
    },
  }
}

const shallowClone = 'The clone is shallow: commits before its edge are missing.'
const tooMany = 'The window holds more commits than are read at once; the oldest are missing.'

function logArguments(window: Window, mark: string, maxCommits: number): readonly string[] {
  return [
    'log',
    '--first-parent',
    '-m',
    '-z',
    '--name-only',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--no-show-signature',
    '--no-color',
    '-O/dev/null',
    '--ignore-submodules=all',
    `--max-count=${maxCommits}`,
    ...since(Math.floor((window.fromMs - dayMs) / 1000)),
    `--until=@${Math.ceil(window.toMs / 1000)}`,
    `--format=${mark}%H%x00%ct%x00%an%x00%s%x00`,
    'HEAD',
    '--',
  ]
}

/** git misreads instants of few digits, so an early start is left to the filter. */
function since(seconds: number): readonly string[] {
  return seconds >= 1_000_000_000 ? [`--since=@${seconds}`] : []
}

const tagArguments = [
  'for-each-ref',
  '--merged=HEAD',
  '--sort=-creatordate',
  '--count=2000',
  '--format=%(refname:strip=2)%00%(creatordate:unix)%00%(taggername)%00%(contents:subject)%00',
  'refs/tags',
]

function gapsOf(source: string, reasons: Readonly<Record<string, boolean>>): readonly Gap[] {
  return Object.entries(reasons).flatMap(([reason, holds]) => (holds ? [{ source, reason }] : []))
}

function missing(source: string, why: GitFailure) {
  return { changes: [], sources: [], gaps: [{ source, reason: reasons[why] }] }
}

const reasons: Readonly<Record<GitFailure, string>> = {
  'not installed': 'git is not installed here, so the commits are missing.',
  'timed out': 'git did not answer in time, so the commits are missing.',
  'not a repository': 'The folder is not a git repository.',
  'owned by another user': 'git refuses the repository because another user owns it.',
  'no commits': 'The repository has no commits.',
  failed: 'git could not read the repository, so the commits are missing.',
}
