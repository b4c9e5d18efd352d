import { onTestFinished } from 'vitest'

import { githubChanges, type GithubOptions } from '../../../src/adapters/github/changes.ts'
import type { ChangeSource } from '../../../src/ports/change-log.ts'
import { type FakeGithub, type GithubSetup, openGithub } from './github.ts'
import { githubOptions } from './options.ts'

export const nowMs = Date.UTC(2026, 10, 23, 8)
export const minuteMs = 60_000
export const hour = { fromMs: nowMs - 60 * minuteMs, toMs: nowMs }

/** A repository on a loopback port and the source that reads it; a second of waiting lasts a millisecond. */
export async function githubSource(
  setup: Omit<GithubSetup, 'nowMs'> & Partial<Pick<GithubSetup, 'nowMs'>>,
  options: Partial<GithubOptions> = {},
): Promise<{ readonly source: ChangeSource; readonly github: FakeGithub }> {
  const github = await openGithub({ nowMs: () => nowMs, ...setup })
  onTestFinished(() => github.close())
  const source = githubChanges(
    githubOptions(github.url, () => nowMs, {
      ...options,
      limits: { secondMs: 1, ...options.limits },
    }),
  )
  return { source, github }
}
