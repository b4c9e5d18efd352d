/** Deployments with their statuses, releases, environments and what came to the default branch: one request a page. */
export const changesQuery = `query Changes(
  $owner: String!, $name: String!, $since: GitTimestamp!, $until: GitTimestamp,
  $many: Int!, $some: Int!, $deployments: String, $releases: String, $commits: String,
  $withDeployments: Boolean!, $withReleases: Boolean!, $withCommits: Boolean!, $withEnvironments: Boolean!
) {
  repository(owner: $owner, name: $name) {
    deployments(first: $many, after: $deployments, orderBy: {field: CREATED_AT, direction: DESC}) @include(if: $withDeployments) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id databaseId createdAt environment originalEnvironment state task description
        creator { login }
        ref { name prefix }
        commitOid
        commit { associatedPullRequests(first: 5) { nodes { number } } }
        statuses(first: 30) { nodes { state createdAt logUrl environmentUrl description } }
        latestStatus { state createdAt logUrl environmentUrl description }
      }
    }
    releases(first: $some, after: $releases, orderBy: {field: CREATED_AT, direction: DESC}) @include(if: $withReleases) {
      pageInfo { hasNextPage endCursor }
      nodes {
        name tagName createdAt publishedAt isDraft isPrerelease url
        author { login }
        tagCommit { oid }
      }
    }
    environments(first: 100) @include(if: $withEnvironments) {
      pageInfo { hasNextPage endCursor }
      nodes { name protectionRules(first: 10) { nodes { type } } }
    }
    defaultBranchRef @include(if: $withCommits) {
      name
      target {
        ... on Commit {
          history(first: $some, since: $since, until: $until, after: $commits) {
            pageInfo { hasNextPage endCursor }
            nodes {
              oid committedDate messageHeadline url
              author { name user { login } }
              associatedPullRequests(first: 2) {
                nodes {
                  number title url mergedAt baseRefName
                  author { login }
                  mergedBy { login }
                  mergeCommit { oid }
                  files(first: 100) { nodes { path } }
                }
              }
            }
          }
        }
      }
    }
  }
}`

/** Who let the deployments of workflow runs pass. */
export const approvalsQuery = `query Approvals($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on WorkflowRun {
      id
      deploymentReviews(first: 20) {
        nodes { state user { login } environments(first: 20) { nodes { name } } }
      }
    }
  }
}`

/** The pull requests of up to a hundred commits, each under a name of its own. */
export function pullRequestsQuery(commits: readonly string[]): string {
  const parts = commits.map(
    (oid, i) =>
      `c${i}: object(oid: "${oid}") { ... on Commit { associatedPullRequests(first: 2) { nodes { number title url mergedAt author { login } } } } }`,
  )
  return `query PullRequests($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { ${parts.join('\n')} }
}`
}
