import * as fc from 'fast-check'

import type { PolicyQuestion } from '../../../src/guard/policy/authorize.ts'

const names = fc.subarray(['maria', 'noor', 'maria@baton.example'])
const bool = fc.boolean()

/** Any question that the protocol could ask, with names and roles that often meet. */
export const questions: fc.Arbitrary<PolicyQuestion> = fc.record({
  principal: fc.record({
    type: fc.constantFrom('Person' as const, 'Agent' as const),
    id: fc.constantFrom('maria', 'noor', 'x"y\\z'),
    roles: fc.subarray([
      'incident-commander',
      'service-owner:auth',
      'approver',
      'communicator',
      'product-manager',
      'agent',
      'sre',
    ]),
    aliases: names,
  }),
  action: fc.constantFrom('propose', 'withdraw', 'grant', 'deny', 'apply'),
  resource: fc.record({
    id: fc.constantFrom('REQ-1', '"; permit(principal, action, resource);'),
    system: fc.string(),
    target: fc.string(),
    environment: fc.string(),
    region: fc.string(),
    service: fc.constantFrom('', 'auth'),
    ownerRole: fc.constantFrom('', 'service-owner:auth', 'service-owner:billing'),
    severity: fc.constantFrom('SEV1', 'SEV4'),
    audience: fc.constantFrom('', 'customers', 'executive', 'internal'),
    requesterAliases: names,
    requesterKnown: bool,
    production: bool,
    versioned: bool,
    exactInverse: bool,
  }),
  context: fc.record({
    level: fc.constantFrom('L0', 'L1', 'L2'),
    productionAtL0: bool,
    frozen: bool,
    breakGlass: bool,
    sameDigest: bool,
    trustUnchanged: bool,
    requestExpired: bool,
    granted: bool,
    grantExpired: bool,
    targetUnchanged: bool,
  }),
  policies: fc.constant({}),
})
