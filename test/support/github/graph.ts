import type { Committed, Deployed, Held, Ran } from './repository.ts'

export interface Variables {
  readonly [name: string]: string | boolean | null | undefined | readonly string[]
}
type Answer = { readonly data: unknown; readonly errors?: readonly unknown[] }

const seconds = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')
const person = (login: string | undefined) => (login === undefined ? null : { login })

/** Answers the three questions that the adapter asks; any other is the error that GitHub gives for an unknown field. */
export function graphAnswers(held: Held, owner: string, name: string) {
  return (query: string, variables: Variables): Answer => {
    const [, asked = ''] = /^query (\w+)/.exec(query) ?? []
    if (asked !== 'Approvals' && (variables['owner'] !== owner || variables['name'] !== name)) {
      const error = { type: 'NOT_FOUND', path: ['repository'], message: 'Could not resolve' }
      return { data: { repository: null }, errors: [error] }
    }
    if (asked === 'Changes') return { data: { repository: changes(held, variables) } }
    if (asked === 'Approvals') return { data: { nodes: approvals(held, variables) } }
    if (asked === 'PullRequests') return { data: { repository: pullRequests(held, query) } }
    return { data: null, errors: [{ message: 'Field does not exist', path: ['query'] }] }
  }
}

function momentOf(variable: Variables[string], otherwise: number): number {
  return typeof variable === 'string' ? Date.parse(variable) : otherwise
}

function changes(held: Held, variables: Variables) {
  const { withDeployments, withReleases, withCommits, withEnvironments } = variables
  const since = momentOf(variables['since'], -Infinity)
  const until = momentOf(variables['until'], Infinity)
  const commits = (held.commits ?? []).filter(({ atMs }) => since <= atMs && atMs <= until)
  return {
    ...(withDeployments === true && {
      deployments: page(
        held.deployments ?? [],
        Number(variables['many']),
        variables['deployments'],
        deployment,
      ),
    }),
    ...(withReleases === true && {
      releases: page(
        held.releases ?? [],
        Number(variables['some']),
        variables['releases'],
        (release) => ({
          name: `Release ${release.tag}`,
          tagName: release.tag,
          createdAt: seconds(release.atMs),
          publishedAt: release.isDraft === true ? null : seconds(release.atMs),
          isDraft: release.isDraft ?? false,
          isPrerelease: false,
          url: `https://github.com/acme/shop/releases/tag/${release.tag}`,
          author: person('octo-dev'),
          tagCommit: release.sha === undefined ? null : { oid: release.sha },
        }),
      ),
    }),
    ...(withEnvironments === true && {
      environments: {
        pageInfo: { hasNextPage: false, endCursor: null },
        nodes: Object.entries(held.environments ?? {}).map(([name, rules]) => ({
          name,
          protectionRules: { nodes: rules.map((type) => ({ type })) },
        })),
      },
    }),
    ...(withCommits === true && {
      defaultBranchRef: {
        name: 'main',
        target: { history: page(commits, Number(variables['some']), variables['commits'], commit) },
      },
    }),
  }
}

/** Newest first, as cursors that stay right while newer ones are added. */
function page<T extends { readonly atMs: number }>(
  all: readonly T[],
  size: number,
  after: unknown,
  shown: (one: T) => unknown,
) {
  const oldestFirst = all.toSorted((a, b) => a.atMs - b.atMs)
  const end = typeof after === 'string' ? Number(after.slice('cursor:'.length)) : oldestFirst.length
  const start = Math.max(0, end - size)
  return {
    pageInfo: { hasNextPage: start > 0, endCursor: `cursor:${start}` },
    nodes: oldestFirst.slice(start, end).toReversed().map(shown),
  }
}

function deployment(one: Deployed) {
  const log =
    one.run === undefined ? null : `https://github.com/acme/shop/actions/runs/${one.run}/job/7`
  const statuses = (one.statuses ?? []).map(({ state, atMs }) => ({
    state,
    createdAt: seconds(atMs),
    logUrl: log,
    environmentUrl: null,
    description: null,
  }))
  return {
    id: `DE_${one.id}`,
    databaseId: one.id,
    createdAt: seconds(one.atMs),
    environment: one.environment,
    originalEnvironment: one.environment,
    state: statuses.at(-1)?.state === 'SUCCESS' ? 'ACTIVE' : (statuses.at(-1)?.state ?? 'PENDING'),
    task: 'deploy',
    description: one.description ?? null,
    creator: person(one.creator),
    ref: one.ref === undefined ? { name: 'main', prefix: 'refs/heads/' } : one.ref,
    commitOid: one.sha,
    commit: { associatedPullRequests: { nodes: [{ number: one.id }] } },
    statuses: { nodes: statuses.toReversed() },
    latestStatus: statuses.at(-1) ?? null,
  }
}

function commit(one: Committed) {
  return {
    oid: one.sha,
    committedDate: seconds(one.atMs),
    messageHeadline: one.subject,
    url: `https://github.com/acme/shop/commit/${one.sha}`,
    author: { name: one.author ?? 'Dev', user: person(one.author) },
    associatedPullRequests: { nodes: one.pull ? [pull(one)] : [] },
  }
}

function pull({ sha, author, pull: one }: Committed) {
  return (
    one && {
      number: one.number,
      title: one.title,
      url: `https://github.com/acme/shop/pull/${one.number}`,
      mergedAt: seconds(one.mergedAtMs),
      baseRefName: one.base ?? 'main',
      author: person(author),
      mergedBy: person(one.mergedBy),
      mergeCommit: { oid: sha },
      files: { nodes: one.paths.map((path) => ({ path })) },
    }
  )
}

function approvals({ runs = [] }: Held, { ids }: Variables) {
  const wanted = ids as readonly string[]
  return wanted.map((id) => {
    const run = runs.find((one) => nodeOf(one) === id)
    return (
      run && {
        id,
        deploymentReviews: {
          nodes: Object.entries(run.approvedBy ?? {}).map(([login, environments]) => ({
            state: 'APPROVED',
            user: { login },
            environments: { nodes: environments.map((name) => ({ name })) },
          })),
        },
      }
    )
  })
}

function pullRequests({ commits = [] }: Held, query: string) {
  const asked = [...query.matchAll(/(c\d+): object\(oid: "([0-9a-f]{40})"\)/g)]
  return Object.fromEntries(
    asked.map(([, alias = '', oid]) => {
      const found = commits.find((one) => one.sha === oid)
      return [
        alias,
        found ? { associatedPullRequests: { nodes: found.pull ? [pull(found)] : [] } } : null,
      ]
    }),
  )
}

/** The id of a run's node. */
export function nodeOf({ id }: Ran): string {
  return `WFR_${id}`
}
