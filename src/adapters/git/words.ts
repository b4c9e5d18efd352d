import type { Gap } from '../../domain/gap.ts'
import type { GitFailure } from './command.ts'

export const reasons: Readonly<Record<GitFailure, string>> = {
  'not installed': 'git is not installed here, so the commits are missing.',
  'timed out': 'git did not answer in time, so the commits are missing.',
  'not a repository': 'The folder is not a git repository.',
  'owned by another user': 'git refuses the repository because another user owns it.',
  'no commits': 'The repository has no commits.',
  failed: 'git could not read the repository, so the commits are missing.',
}

export const shallowClone = 'The clone is shallow: commits before its edge are missing.'

/** A gap for each reason that holds. */
export function gapsOf(source: string, holding: Readonly<Record<string, boolean>>): readonly Gap[] {
  return Object.entries(holding).flatMap(([reason, holds]) => (holds ? [{ source, reason }] : []))
}
