import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { builtInPolicies } from '../../../src/adapters/local-trust/built-in.ts'
import { type PolicyQuestion, createPolicies } from '../../../src/guard/policy/authorize.ts'
import { policies, refusalOf } from '../../support-approvals/rig.ts'
import { refusing } from './oracle.ts'
import { questions } from './questions.ts'

const calm: PolicyQuestion = {
  principal: { type: 'Person', id: 'noor', roles: ['incident-commander'], aliases: ['noor'] },
  action: 'grant',
  resource: {
    id: 'REQ-1',
    system: 'feature-flags',
    target: 'x',
    environment: 'production',
    region: 'eu-west-1',
    service: 'auth',
    ownerRole: 'service-owner:auth',
    severity: 'SEV1',
    audience: '',
    requesterAliases: ['maria'],
    requesterKnown: true,
    production: true,
    versioned: true,
    exactInverse: false,
  },
  context: {
    level: 'L2',
    productionAtL0: false,
    frozen: false,
    breakGlass: false,
    sameDigest: true,
    trustUnchanged: true,
    requestExpired: false,
    granted: true,
    grantExpired: false,
    targetUnchanged: true,
  },
  policies: {},
}

const forbidAll = (id: string, when: string) =>
  `@id("${id}") @control("CC8.1") @title("Customer rule")\nforbid (principal, action, resource) when { ${when} };`

test('Cedar and a plain reading of the policies agree on every question', async () => {
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const verdict = await policies.authorize(question)
      const expected = refusing(question)
      expect(verdict.allow).toBe(expected.length === 0)
      expect(verdict.allow ? [] : verdict.rules.toSorted()).toEqual(expected)
    }),
    { numRuns: 400 },
  )
})

test('a customer adds a rule', async () => {
  const custom = { 'night.cedar': forbidAll('no-auth', 'resource.service == "auth"') }
  expect(await policies.authorize({ ...calm, policies: custom })).toEqual({
    allow: false,
    rules: ['no-auth'],
    reason: 'Customer rule',
  })
  expect((await policies.authorize(calm)).allow).toBe(true)
})

test('a customer replaces a rule that is a setting', async () => {
  const text = forbidAll('production-grant-role', '!principal.roles.contains("cab")')
  const question = { ...calm, policies: { 'cab.cedar': text } }
  expect((await policies.authorize(question)).rules).toEqual(['production-grant-role'])
  const cab = { ...calm.principal, roles: ['cab'] }
  expect((await policies.authorize({ ...question, principal: cab })).allow).toBe(true)
})

test.each([
  ['replaces a promise', forbidAll('approver-is-not-requester', 'false')],
  ['replaces the rule that agents never decide', forbidAll('humans-only', 'false')],
  ['replaces the rule that requesters are known', forbidAll('requester-known', 'false')],
  ['has no @id', 'permit (principal, action, resource);'],
  ['is no Cedar', 'permit everything'],
  ['does not fit the schema', forbidAll('typo', 'resource.prod')],
  ['stands there twice', `${forbidAll('a', 'true')}\n${forbidAll('a', 'false')}`],
  [
    'is a template',
    '@id("t") @control("CC1.1") @title("T")\npermit (principal == ?principal, action, resource);',
  ],
])('a policy that %s makes every change be refused', async (_, text) => {
  const work = policies.authorize({ ...calm, policies: { 'x.cedar': text } })
  expect(await refusalOf(work)).toEqual(['UPSTREAM', 'policies-valid'])
})

test('a policy that errs refuses, though Cedar alone would skip it', async () => {
  const overflow = forbidAll('erring', '9223372036854775807 + 1 > 0')
  expect(await policies.authorize({ ...calm, policies: { 'x.cedar': overflow } })).toEqual({
    allow: false,
    rules: ['policies-valid'],
    reason: 'The policies could not be evaluated',
  })
})

test('a question that does not fit the schema is refused', async () => {
  const bent = { ...calm, context: { ...calm.context, frozen: 'no' as unknown as boolean } }
  expect((await policies.authorize(bent)).rules).toEqual(['policies-valid'])
})

test('without any policy nothing is permitted', async () => {
  const none = createPolicies({ schema: builtInPolicies().schema, files: {} })
  expect(await none.authorize(calm)).toEqual({
    allow: false,
    rules: ['default-deny'],
    reason: 'No policy permits this',
  })
})

test('every policy has an id, a control and a title, and a promise is fixed', async () => {
  const listed = await policies.list()
  expect(listed.map(({ id, effect }) => `${effect} ${id}`)).toEqual([
    'permit apply-granted-change',
    'forbid approver-is-not-requester',
    'forbid break-glass-commander-grants',
    'forbid freeze-window',
    'forbid grant-required',
    'forbid grant-unexpired',
    'forbid humans-only',
    'forbid nonproduction-grant-role',
    'forbid own-request-only',
    'permit people-decide',
    'forbid production-grant-role',
    'forbid production-needs-second-lock',
    'permit propose-change',
    'forbid publish-grant-role',
    'forbid request-unexpired',
    'forbid requester-known',
    'forbid same-digest',
    'forbid target-unchanged',
    'forbid trust-unchanged',
    'forbid unversioned-needs-server',
    'permit withdraw-own-request',
  ])
  expect(listed.every(({ control }) => /^CC\d\.\d$/.test(control))).toBe(true)
  expect(listed.filter(({ title }) => /unless|configur|accept/i.test(title))).toEqual([])
})
