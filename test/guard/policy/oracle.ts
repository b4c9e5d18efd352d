import type { PolicyQuestion } from '../../../src/guard/policy/authorize.ts'

/** The built-in policies once more in plain TypeScript: the ids of every rule that refuses; none when it is allowed. */
export function refusing({
  principal,
  action,
  resource,
  context,
}: PolicyQuestion): readonly string[] {
  const overlap = principal.aliases.some((alias) => resource.requesterAliases.includes(alias))
  const has = (role: string): boolean => principal.roles.includes(role)
  const leads = has('incident-commander') || has(resource.ownerRole)
  const deciding = action === 'grant' || action === 'deny'
  const applying = action === 'apply'
  const changing = action === 'propose' || action === 'grant' || applying
  const { production } = resource
  const rules: Readonly<Record<string, boolean>> = {
    'approver-is-not-requester': deciding && overlap,
    'freeze-window': changing && production && context.frozen && !resource.exactInverse,
    'grant-required': applying && !context.granted,
    'grant-unexpired': applying && context.grantExpired,
    'humans-only': deciding && principal.type === 'Agent',
    'nonproduction-grant-role': deciding && !production && !leads && !has('approver'),
    'own-request-only': (applying || action === 'withdraw') && !overlap,
    'production-grant-role': deciding && production && !leads,
    'production-needs-second-lock':
      changing && production && context.level === 'L0' && !context.productionAtL0,
    'request-unexpired': deciding && context.requestExpired,
    'requester-known': changing && production && context.level !== 'L0' && !resource.requesterKnown,
    'same-digest': (deciding || applying) && !context.sameDigest,
    'target-unchanged': applying && !context.targetUnchanged,
    'trust-unchanged': (deciding || applying) && !context.trustUnchanged,
    'unversioned-needs-server':
      changing && production && !resource.versioned && context.level !== 'L2',
  }
  return Object.keys(rules)
    .filter((id) => rules[id])
    .toSorted()
}
