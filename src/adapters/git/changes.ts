import { basename, isAbsolute, resolve } from 'node:path'

import type { ChangeSource } from '../../ports/change-log.ts'
import { type GitFailure, type GitLimits, git } from './command.ts'
import { between, readCommits } from './commits.ts'
import { eventOfCommit, eventOfTag } from './events.ts'
import { classesWith, type OwnPlaces } from './file-classes.ts'
import { readTags } from './tags.ts'
import { gapsOf, reasons, shallowClone } from './words.ts'

export interface GitChangesOptions extends Partial<OwnPlaces> {
  /** Folder that a relative `repository` starts from. */
  readonly root: string
  readonly repository: string
  readonly service: string | null
  readonly environment: string | null
  readonly limits?: Partial<GitLimits & { readonly maxCommits: number }>
}

const defaults = { deadlineMs: 10_000, maxBytes: 16 * 1024 * 1024, maxCommits: 5_000 }

/** Commits of HEAD's first-parent history, merges as one change each, and tags merged into it, by committer date. */
export function gitChanges(options: GitChangesOptions): ChangeSource {
  const { repository, root, migrations = [], configuration = [] } = options
  const folder = resolve(root, repository)
  const name = `git:${isAbsolute(repository) ? basename(repository) : repository}`
  const limits = { ...defaults, ...options.limits }
  const place = { source: name, service: options.service, environment: options.environment }
  const classOf = classesWith({ migrations, configuration })
  const isShallow = (signal: AbortSignal) =>
    git(folder, ['rev-parse', '--is-shallow-repository'], limits, signal)
  return {
    name,
    isLocal: true,
    async changes(window, signal) {
      const shallow = await isShallow(signal)
      if (!shallow.ok) return missing(name, shallow.why)
      const selection = [`--max-count=${limits.maxCommits}`, ...between(window), 'HEAD']
      const log = await readCommits({ folder, limits, signal }, selection)
      if (!log.ok) return missing(name, log.why)
      const tags = await readTags(folder, limits, signal)
      const found = [
        ...log.commits.map((commit) => eventOfCommit(commit, place, classOf)),
        ...(tags?.tags ?? []).map((tag) => eventOfTag(tag, place)),
      ]
      return {
        changes: found.filter(
          (change) => window.fromMs <= change.startedAtMs && change.startedAtMs < window.toMs,
        ),
        sources: [name],
        gaps: gapsOf(name, {
          [shallowClone]: shallow.text.trim() === 'true',
          [tooMany]: log.cut || log.commits.length >= limits.maxCommits,
          'Not all tags could be read.': tags === null || tags.cut,
        }),
      }
    },
    async difference(range, signal) {
      const { differenceIn } = await import('./difference.ts')
      return differenceIn(range, { folder, source: name, limits, classOf, signal })
    },
    async check(signal) {
      const shallow = await isShallow(signal)
      if (!shallow.ok) return [{ source: name, state: 'failed', message: reasons[shallow.why] }]
      return shallow.text.trim() === 'true'
        ? [{ source: name, state: 'warning', message: shallowClone }]
        : [{ source: name, state: 'ok', message: 'It can be read.' }]
    },
  }
}

const tooMany = 'The window holds more commits than are read at once; the oldest are missing.'

function missing(source: string, why: GitFailure) {
  return { changes: [], sources: [], gaps: [{ source, reason: reasons[why] }] }
}
