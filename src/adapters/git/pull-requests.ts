/** How the hosts name the pull request in the subject of what merges it: GitHub, Azure, Bitbucket; squashed; GitLab. */
const subjects = [
  /^Merge pull request #(\d{1,9})\b/,
  /^Merged PR (\d{1,9}):/,
  /\(pull request #(\d{1,9})\)/,
  /\([#!](\d{1,9})\)\s*$/,
]

/** The numbers of the pull requests that a subject says it brings. */
export function pullRequestsOf(subject: string): readonly string[] {
  const found = subjects.map((pattern) => pattern.exec(subject)?.[1]).find(Boolean)
  return found === undefined ? [] : [found]
}
