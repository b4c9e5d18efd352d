import type { GithubOptions } from '../../../src/adapters/github/changes.ts'

/** The repository of the fake as an entry of the configuration would name it. */
export function githubOptions(
  url: string,
  nowMs: () => number,
  more: Partial<GithubOptions> = {},
): GithubOptions {
  return {
    repository: 'acme/shop',
    url,
    credentials: () => ({ kind: 'token', token: 'github_pat_fine' }),
    fault: null,
    service: null,
    region: null,
    services: {},
    environments: {},
    network: { caFile: null, proxy: { url: null, except: '' } },
    nowMs,
    ...more,
  }
}
