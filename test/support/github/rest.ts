import type { Committed, Held, Ran } from './repository.ts'
import { nodeOf } from './graph.ts'

export interface Told {
  readonly status: number
  readonly body: unknown
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')
const home = 'https://api.github.com'
const notFound: Told = { status: 404, body: { message: 'Not Found', status: '404' } }

/** Answers what the adapter may ask of one repository by REST, and 404 for all else. */
export function restAnswers(held: Held, owner: string, name: string) {
  const root = `/repos/${owner}/${name}`
  return (path: string, query: URLSearchParams): Told => {
    if (path === root) return { status: 200, body: repository(owner, name, fullOnly) }
    if (path === `${root}/actions/runs`)
      return { status: 200, body: runs(held, query, owner, name) }
    const compare = `${root}/compare/`
    return path.startsWith(compare) ? comparison(held, path.slice(compare.length), query) : notFound
  }
}

function paged<T>(all: readonly T[], query: URLSearchParams): readonly T[] {
  const size = Number(query.get('per_page') ?? 30)
  const start = (Number(query.get('page') ?? 1) - 1) * size
  return all.slice(start, start + size)
}

/** GitHub shows a thousand of one question. */
function runs({ runs: all = [] }: Held, query: URLSearchParams, owner: string, name: string) {
  const created = query.get('created') ?? ''
  const [, from = '', to = ''] = /^>?=?([^.]+)(?:\.\.(.+))?$/.exec(created) ?? []
  const fromMs = Date.parse(from)
  const toMs = to === '' ? Infinity : Date.parse(to)
  const found = all
    .filter(({ atMs }) => fromMs <= atMs && atMs <= toMs)
    .toSorted((a, b) => b.atMs - a.atMs)
  const shown = paged(found.slice(0, 1_000), query)
  return { total_count: found.length, workflow_runs: shown.map((run) => runOf(run, owner, name)) }
}

function runOf(run: Ran, owner: string, name: string) {
  const url = `${home}/repos/${owner}/${name}/actions/runs/${run.id}`
  const links = ['jobs', 'logs', 'check_suite', 'cancel', 'rerun', 'artifacts', 'workflow']
  const endMs = run.endMs === undefined ? run.atMs + 180_000 : run.endMs
  const hash = run.sha ?? '0'.repeat(40)
  return {
    id: run.id,
    node_id: nodeOf(run),
    name: run.name ?? 'deploy',
    path: run.path ?? '.github/workflows/deploy.yml',
    head_branch: 'main',
    head_sha: hash,
    run_number: 1,
    workflow_id: 1,
    display_title: 'A title',
    event: run.event ?? 'push',
    status: endMs === null ? 'in_progress' : 'completed',
    conclusion: endMs === null ? null : (run.conclusion ?? 'success'),
    url,
    html_url: `https://github.com/${owner}/${name}/actions/runs/${run.id}`,
    ...Object.fromEntries(links.map((link) => [`${link}_url`, `${url}/${link}`])),
    created_at: iso(run.atMs),
    run_started_at: iso(run.atMs),
    updated_at: iso(endMs ?? run.atMs),
    pull_requests: [],
    actor: person('octo-dev'),
    triggering_actor: person('octo-dev'),
    head_commit: {
      id: hash,
      tree_id: hash,
      message: 'A commit',
      timestamp: iso(run.atMs),
      author: { name: 'Dev', email: 'dev@example.test' },
      committer: { name: 'Dev', email: 'dev@example.test' },
    },
    head_repository: repository(owner, name, {}),
    repository: repository(owner, name, {}),
  }
}

/** From one commit to another as they follow on the default branch; neither known is 404, the wrong way round is behind. */
function comparison(
  { commits = [], files = [] }: Held,
  range: string,
  query: URLSearchParams,
): Told {
  const [from, to] = range.split('...')
  const oldestFirst = commits.toSorted((a, b) => a.atMs - b.atMs)
  const start = oldestFirst.findIndex(({ sha }) => sha === from)
  const end = oldestFirst.findIndex(({ sha }) => sha === to)
  if (start < 0 || end < 0) return notFound
  const between = oldestFirst.slice(start + 1, end + 1)
  const url = `https://github.com/acme/shop/compare/${range}`
  const isFirst = Number(query.get('page') ?? 1) === 1
  return {
    status: 200,
    body: {
      url,
      html_url: url,
      permalink_url: url,
      diff_url: `${url}.diff`,
      patch_url: `${url}.patch`,
      base_commit: commitOf(oldestFirst[start]!),
      merge_base_commit: commitOf(oldestFirst[Math.min(start, end)]!),
      status: end < start ? 'behind' : end === start ? 'identical' : 'ahead',
      ahead_by: between.length,
      behind_by: Math.max(0, start - end),
      total_commits: between.length,
      commits: paged(between, query).map(commitOf),
      files: isFirst ? files.map(fileOf) : [],
    },
  }
}

function commitOf({ sha, atMs, subject, author }: Committed) {
  const url = `${home}/repos/acme/shop/commits/${sha}`
  const who = { name: author ?? 'Dev', email: 'dev@example.test', date: iso(atMs) }
  const tree = { sha, url }
  return {
    url,
    sha,
    node_id: `C_${sha}`,
    html_url: `https://github.com/acme/shop/commit/${sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url,
      author: who,
      committer: who,
      message: `${subject}\n\nMore of it.`,
      comment_count: 0,
      tree,
    },
    author: author === undefined ? null : person(author),
    committer: null,
    parents: [],
  }
}

function fileOf({ path, patch }: NonNullable<Held['files']>[number]) {
  const url = `https://github.com/acme/shop/blob/${path}`
  return {
    sha: '1'.repeat(40),
    filename: path,
    status: 'modified',
    additions: 2,
    deletions: 1,
    changes: 3,
    blob_url: url,
    raw_url: url,
    contents_url: url,
    ...(patch === undefined ? {} : { patch }),
  }
}

function person(login: string) {
  const url = `${home}/users/${login}`
  const links =
    'html followers following gists starred subscriptions organizations repos events received_events'
  return {
    login,
    id: 1,
    node_id: 'U_1',
    avatar_url: url,
    gravatar_id: '',
    url,
    ...Object.fromEntries(links.split(' ').map((link) => [`${link}_url`, url])),
    type: 'User',
    site_admin: false,
  }
}

const repositoryLinks =
  'html archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees'

function repository(owner: string, name: string, more: object) {
  const url = `${home}/repos/${owner}/${name}`
  return {
    id: 1,
    node_id: 'R_1',
    name,
    full_name: `${owner}/${name}`,
    owner: person(owner),
    private: true,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(repositoryLinks.split(' ').map((link) => [`${link}_url`, url])),
    ...more,
  }
}

const fullOnly = {
  clone_url: home,
  default_branch: 'main',
  forks: 0,
  forks_count: 0,
  git_url: home,
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  homepage: null,
  language: null,
  archived: false,
  disabled: false,
  mirror_url: null,
  open_issues: 0,
  open_issues_count: 0,
  license: null,
  pushed_at: '2026-11-23T07:00:00Z',
  size: 1,
  ssh_url: home,
  stargazers_count: 0,
  svn_url: home,
  watchers: 0,
  watchers_count: 0,
  created_at: '2026-11-23T07:00:00Z',
  updated_at: '2026-11-23T07:00:00Z',
  network_count: 0,
  subscribers_count: 0,
}
