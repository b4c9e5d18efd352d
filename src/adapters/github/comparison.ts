import * as z from 'zod'

import type { CommitBetween, FileChange } from '../../domain/change-difference.ts'
import { classOfFile } from '../../domain/file-class.ts'
import { settingKeys } from '../../domain/setting-keys.ts'
import type { Repository } from './read-code.ts'
import type { Session } from './session.ts'
import { Instant, kept, loose } from './shapes.ts'

const Commit = z
  .object({
    sha: z.string().regex(/^[0-9a-f]{40,64}$/),
    commit: z.object({
      message: z.string(),
      author: loose(z.object({ name: loose(z.string()) })),
      committer: z.object({ date: Instant, name: loose(z.string()) }),
    }),
    author: loose(z.object({ login: z.string() })),
  })
  .transform(({ sha, commit, author }): CommitBetween => ({
    id: sha,
    atMs: commit.committer.date,
    author: author?.login ?? commit.author?.name ?? null,
    alsoBy: [commit.author?.name, commit.committer.name].flatMap((one) => one ?? []),
    subject: commit.message.split('\n', 1)[0] ?? '',
  }))

const File = z
  .object({
    filename: z.string(),
    additions: z.number().catch(0),
    deletions: z.number().catch(0),
    patch: z.string().catch(''),
  })
  .transform(({ filename, additions, deletions, patch }): FileChange => {
    const kind = classOfFile(filename)
    const keys = kind === 'configuration' ? settingKeys(filename, patch) : []
    return { path: filename, class: kind, added: additions, removed: deletions, keys }
  })

/** One page of a comparison: commits oldest first, and on the first page the files. */
const Comparison = z.object({
  status: z.string(),
  html_url: loose(z.string()),
  total_commits: z.number(),
  commits: z.array(z.unknown()).transform((nodes) => kept(Commit, nodes)),
  files: z
    .array(z.unknown())
    .catch([])
    .transform((nodes) => kept(File, nodes)),
})
type Comparison = z.output<typeof Comparison>

/** Commits on a page. */
export const pageSize = 100

/** `basehead` is both versions with three dots between. Throws VendorFault. */
export function comparisonPage(
  session: Session,
  { owner, name }: Repository,
  basehead: string,
  page: number,
  signal: AbortSignal,
): Promise<Comparison> {
  const route = '/repos/{owner}/{repo}/compare/{basehead}'
  const asked = { owner, repo: name, basehead, per_page: pageSize, page }
  return session.get(route, asked, Comparison, signal)
}
