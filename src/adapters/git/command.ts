import { execFile } from 'node:child_process'

/** What one git command printed, or why it did not, in a closed set of words. */
export type GitAnswer =
  | { readonly ok: true; readonly text: string; readonly cut: boolean }
  | { readonly ok: false; readonly why: GitFailure }

export type GitFailure =
  | 'not installed'
  | 'timed out'
  | 'not a repository'
  | 'owned by another user'
  | 'no commits'
  | 'failed'

export interface GitLimits {
  readonly deadlineMs: number
  readonly maxBytes: number
}

/**
 * Settings of the repository that could run a program or reach the network are switched off,
 * because whoever wrote the repository also wrote its configuration.
 */
const harmless = [
  '--no-optional-locks',
  '--no-pager',
  '--no-replace-objects',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'log.showSignature=false',
  '-c',
  // Told in full, a submodule is asked by a git of its own, with its own settings and without ours.
  'diff.submodule=short',
  '-c',
  'protocol.allow=never',
  '-c',
  'safe.bareRepository=explicit',
]

const kept = ['PATH', 'HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'SystemRoot', 'TMPDIR']

function environment(): NodeJS.ProcessEnv {
  const own = kept.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]] as const],
  )
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  }
}

/** Runs git in a folder, without a shell; a caller's abort is thrown on, every other failure is an answer. */
export async function git(
  folder: string,
  args: readonly string[],
  limits: GitLimits,
  signal: AbortSignal,
): Promise<GitAnswer> {
  signal.throwIfAborted()
  const answer = await new Promise<GitAnswer>((resolve) => {
    execFile(
      'git',
      [...harmless, '-C', folder, ...args],
      {
        encoding: 'utf8',
        env: environment(),
        timeout: limits.deadlineMs,
        maxBuffer: limits.maxBytes,
        killSignal: 'SIGKILL',
        windowsHide: true,
        signal,
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ ok: true, text: stdout, cut: false })
        else if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
          resolve({ ok: true, text: stdout, cut: true })
        else resolve({ ok: false, why: failureOf(error, stderr) })
      },
    )
  })
  signal.throwIfAborted()
  return answer
}

function failureOf(
  error: { readonly code?: unknown; readonly killed?: boolean },
  stderr: string,
): GitFailure {
  if (error.code === 'ENOENT') return 'not installed'
  if (error.killed) return 'timed out'
  if (/dubious ownership/.test(stderr)) return 'owned by another user'
  if (/not a git repository|cannot change to|safe\.bareRepository/.test(stderr)) {
    return 'not a repository'
  }
  if (/bad revision|does not have any commits/.test(stderr)) {
    return 'no commits'
  }
  return 'failed'
}
