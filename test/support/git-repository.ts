import { execFileSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** When the first commit of `repository` was made. */
export const startMs = Date.UTC(2026, 10, 20)

interface Made {
  readonly subject: string
  readonly author?: string
  readonly file?: string
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`

/** Commits by `git fast-import`, a minute apart; files are changed on each. */
export async function repository(commits: readonly Made[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'baton-git-'))
  const stream = commits.map(({ subject, author = 'Dev', file }, i) => {
    const when = `${startMs / 1000 + i * 60} +0200`
    const who = `${author} <dev@example.test> ${when}`
    const change = file === undefined ? '' : `M 100644 inline ${file}\n${data(`content ${i}`)}`
    return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\n${data(subject)}${change}`
  })
  git(root, ['init', '-q', '-b', 'main'])
  git(root, ['fast-import', '--quiet'], { input: stream.join('') })
  return root
}

/** Runs git as somebody, at that time where one is given; returns what it printed. */
export function git(
  cwd: string,
  args: readonly string[],
  { input = '', at }: { readonly input?: string; readonly at?: string } = {},
): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...(at !== undefined && { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }),
  }
  const who = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.test']
  const options = { cwd, env, input, stdio: ['pipe', 'pipe', 'pipe'] as const }
  return execFileSync('git', [...who, ...args], {
    ...options,
    stdio: [...options.stdio],
  }).toString()
}
