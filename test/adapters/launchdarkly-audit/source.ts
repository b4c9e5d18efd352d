import { afterEach } from 'vitest'

import {
  launchDarklyAudit,
  type LaunchDarklyAuditOptions,
} from '../../../src/adapters/launchdarkly-audit/changes.ts'
import { type FakeAccount, openAccount } from '../../support/launchdarkly/account.ts'
import { auditOptions } from '../../support/launchdarkly/options.ts'

/** What the clock says while nobody turns it. */
export const nowMs = Date.UTC(2026, 10, 23, 8)
export const hour = { fromMs: nowMs - 3_600_000, toMs: nowMs }
export const signal = new AbortController().signal

const open: FakeAccount[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((account) => account.close()))
})

/** An account and the source that reads it; both end with the test. */
export async function audit(
  account: Parameters<typeof openAccount>[0],
  more: Partial<LaunchDarklyAuditOptions> = {},
) {
  const fake = await openAccount({ nowMs: () => nowMs, ...account })
  open.push(fake)
  const source = launchDarklyAudit(auditOptions(fake.url, () => nowMs, more))
  return { fake, source }
}
