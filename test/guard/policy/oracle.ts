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
  const colleagues = resource.audience === 'internal' || resource.audience === 'executive'
  const isChange = resource.audience === ''
  const production = resource.production && isChange
  /** What reaches customers, by a system or by words. */
  const outside = production || resource.audience === 'customers'
  const rules: Readonly<Record<string, boolean>> = {
    'approver-is-not-requester': deciding && overlap,
    'break-glass-commander-grants':
      action === 'grant' && context.breakGlass && !has('incident-commander'),
    'freeze-window':
      changing && production && context.frozen && !resource.exactInverse && !context.breakGlass,
    'grant-required': applying && !context.granted && !colleagues,
    'grant-unexpired': applying && context.grantExpired,
    'humans-only': deciding && principal.type === 'Agent',
    'nonproduction-grant-role': deciding && isChange && !production && !leads && !has('approver'),
    'own-request-only': (applying || action === 'withdraw') && !overlap,
    'production-grant-role': deciding && production && !leads,
    'production-needs-second-lock':
      changing &&
      outside &&
      context.level === 'L0' &&
      !context.productionAtL0 &&
      !context.breakGlass,
    'request-unexpired': deciding && context.requestExpired,
    'publish-grant-role':
      deciding &&
      !isChange &&
      !has('incident-commander') &&
      !has('communicator') &&
      !has('product-manager'),
    'requester-known': changing && outside && context.level !== 'L0' && !resource.requesterKnown,
    'same-digest': (deciding || applying) && !context.sameDigest,
    'target-unchanged': applying && !context.targetUnchanged,
    'trust-unchanged': (deciding || applying) && !context.trustUnchanged,
    'unversioned-needs-server':
      changing &&
      resource.production &&
      !resource.versioned &&
      context.level !== 'L2' &&
      !context.breakGlass,
  }
  return Object.keys(rules)
    .filter((id) => rules[id])
    .toSorted()
}
