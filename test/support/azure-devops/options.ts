import type { AzureDevOpsOptions } from '../../../src/adapters/azure-devops/changes.ts'

/** The project of the fake as an entry of the configuration would name it. */
export function azureDevOpsOptions(
  url: string,
  nowMs: () => number,
  more: Partial<AzureDevOpsOptions> = {},
): AzureDevOpsOptions {
  return {
    url,
    project: 'Web Shop',
    repository: 'shop',
    apiVersion: '7.1',
    classicReleases: true,
    credentials: () => ({ kind: 'pat', token: 'a-personal-token' }),
    fault: null,
    network: { caFile: null, proxy: { url: null, except: '' } },
    nowMs,
    service: 'auth',
    region: 'eu-west-1',
    services: {},
    environments: {},
    ...more,
  }
}
