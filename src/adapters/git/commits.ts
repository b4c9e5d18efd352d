import { randomUUID } from 'node:crypto'

import type { Window } from '../../domain/window.ts'
import { type GitFailure, type GitLimits, git } from './command.ts'

export interface Commit {
  readonly sha: string
  /** The first is what its branch was before. */
  readonly parents: readonly string[]
  readonly atMs: number
  readonly author: string
  readonly subject: string
  /** Whom its trailers name: as reviewers or approvers, and as authors or signers beside its own. */
  readonly approvedBy: readonly string[]
  readonly alsoBy: readonly string[]
  /** What notes say of it, whatever they are called. */
  readonly note: string
  readonly files: readonly string[]
}

interface Reading {
  readonly folder: string
  readonly limits: GitLimits
  readonly signal: AbortSignal
}

type Commits =
  | { readonly ok: true; readonly commits: readonly Commit[]; readonly cut: boolean }
  | { readonly ok: false; readonly why: GitFailure }

/** Commits as `git log` tells them, newest first; `selection` says which, and ends with revisions. */
export async function readCommits(
  { folder, limits, signal }: Reading,
  selection: readonly string[],
): Promise<Commits> {
  const mark = randomUUID()
  const answer = await git(
    folder,
    ['-c', 'notes.displayRef=refs/notes/*', ...logOf(mark), ...selection, '--'],
    limits,
    signal,
  )
  return answer.ok
    ? { ok: true, commits: parseCommits(answer.text, mark, answer.cut), cut: answer.cut }
    : answer
}

const dayMs = 86_400_000

/** Bounds for `readCommits`; git misreads instants of few digits, so an early start is left to the caller. */
export function between({ fromMs, toMs }: Window): readonly string[] {
  const seconds = Math.floor((fromMs - dayMs) / 1000)
  return [
    ...(seconds >= 1_000_000_000 ? [`--since=@${seconds}`] : []),
    `--until=@${Math.ceil(toMs / 1000)}`,
  ]
}

const trailers = {
  approvedBy: ['Reviewed-by', 'Approved-by', 'Acked-by'],
  alsoBy: ['Co-authored-by', 'Signed-off-by', 'Tested-by', 'Reported-by'],
} as const

function logOf(mark: string): readonly string[] {
  const named = (keys: readonly string[]): string =>
    `%(trailers:${keys.map((key) => `key=${key}`).join(',')},valueonly,separator=%x1f)`
  const fields = [
    '%H',
    '%P',
    '%ct',
    '%an',
    '%s',
    named(trailers.approvedBy),
    named(trailers.alsoBy),
  ]
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
    '--notes',
    `--format=${mark}${fields.join('%x00')}%x00%N%x00${mark}%x00`,
  ]
}

/**
 * Reads the NUL-separated log: mark and fields, the note, the mark again, then files until the next commit. The mark is
 * fresh for each run, so that no author, subject, note or file name can pose as a commit or as a file.
 */
function parseCommits(text: string, mark: string, cut: boolean): readonly Commit[] {
  const fields = text.split('\0')
  const starts = fields.flatMap((field, i) =>
    field.length > mark.length && field.startsWith(mark) ? [i] : [],
  )
  const whole = cut ? starts.slice(0, -1) : starts
  return whole.map((start, i) => {
    const end = starts[i + 1] ?? fields.length
    const [sha = '', parents = '', seconds, author = '', subject = '', approved = '', also = ''] =
      fields.slice(start, start + 7)
    const notesEnd = fields.indexOf(mark, start + 7)
    return {
      sha: sha.slice(mark.length),
      parents: parents.split(' ').filter((parent) => parent !== ''),
      atMs: Number(seconds) * 1000,
      author,
      subject,
      approvedBy: namesOf(approved),
      alsoBy: namesOf(also),
      note: fields
        .slice(start + 7, notesEnd)
        .join(' ')
        .trim(),
      files: fields
        .slice(notesEnd + 1, end)
        .map((file) => file.replace(/^\n/, ''))
        .filter((file) => file !== ''),
    }
  })
}

const mostNames = 20

/** Names of trailers, without the addresses that follow them. */
function namesOf(trailer: string): readonly string[] {
  const names = trailer.split('\u001f').map((one) => one.replace(/\s*<[^<>]*>\s*$/, '').trim())
  return [...new Set(names)].filter((name) => name !== '').slice(0, mostNames)
}
