import type { LaunchDarklyAuditOptions } from '../../../src/adapters/launchdarkly-audit/changes.ts'

/** The account of the fake as an entry of the configuration would name it. */
export function auditOptions(
  url: string,
  nowMs: () => number,
  more: Partial<LaunchDarklyAuditOptions> = {},
): LaunchDarklyAuditOptions {
  return {
    project: 'shop',
    url,
    spec: null,
    token: () => 'api-reader',
    fault: null,
    network: { caFile: null, proxy: { url: null, except: '' } },
    nowMs,
    service: null,
    environments: { prod: 'production' },
    services: { 'checkout-*': 'checkout' },
    ...more,
  }
}
