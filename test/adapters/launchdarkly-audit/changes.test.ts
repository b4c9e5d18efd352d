import { expect, test } from 'vitest'

import { unknownChange } from '../../../src/domain/change-event.ts'
import { hasContract } from '../../support/launchdarkly/contract.ts'
import { entry, maria } from '../../support/launchdarkly/entries.ts'
import { audit, hour, nowMs, signal } from './source.ts'

const minuteMs = 60_000
const at = (minutes: number) => nowMs - minutes * minuteMs

test('a flag that was turned on is told whole, and asked for once', async () => {
  const comment = 'Rollout to all'
  const { fake, source } = await audit({
    entries: [entry({ id: 'e1', atMs: at(10), more: { comment } })],
  })
  expect(await source.changes(hour, signal)).toEqual({
    changes: [
      {
        ...unknownChange,
        id: 'e1',
        source: 'launchdarkly:shop',
        kind: 'flag',
        service: 'checkout',
        target: 'checkout-v2',
        environment: 'production',
        version: 'on',
        previous: 'off',
        startedAtMs: at(10),
        finishedAtMs: at(10),
        state: 'done',
        actor: 'Maria Ito',
        alsoBy: ['maria.ito@example.test'],
        url: `${fake.url}/shop/prod/features/checkout-v2`,
        rollback: 'turn it off again',
        notes: `turned on the flag Checkout v2\n${comment}`,
      },
    ],
    sources: ['launchdarkly:shop'],
    gaps: [],
  })
  expect(fake.seen).toHaveLength(1)
  expect(fake.seen[0]?.headers).toMatchObject({
    authorization: 'api-reader',
    'ld-api-version': '20240415',
  })
  expect(fake.violations).toEqual([])
})

test.skipIf(!hasContract)('what is asked and answered is as the vendor publishes it', async () => {
  const { fake, source } = await audit({
    entries: Array.from({ length: 45 }, (_, i) => entry({ id: `e${i}`, atMs: at(50) + i })),
  })
  const { changes } = await source.changes(hour, signal)
  await source.check(signal)
  expect(changes).toHaveLength(45)
  expect(fake.seen.length).toBeGreaterThan(5)
  expect(fake.violations).toEqual([])
})

test.each([
  ['proj/shop:env/prod:flag/a', 'updateOn', 'turned off the flag', 'flag', 'a', 'off', 'on'],
  ['proj/shop:env/prod:flag/a', 'updateRules', 'updated the flag', 'flag', 'a', null, null],
  ['proj/shop:env/*:flag/a', 'createFlag', 'created the flag', 'flag', 'a', 'created', null],
  [
    'proj/shop:env/prod;eu:segment/beta;x',
    'updateIncluded',
    'updated',
    'configuration',
    'beta',
    null,
    null,
  ],
  ['proj/shop:env/prod', 'updateTtl', 'updated', 'configuration', 'prod', null, null],
  ['proj/shop:env/prod', 'updateApiKey', 'reset the SDK key', 'credential', 'prod', null, null],
  ['proj/shop', 'updateName', 'updated', 'configuration', 'shop', null, null],
  [
    'member/maria.ito@example.test',
    'updateRole',
    'updated the role',
    'credential',
    null,
    null,
    null,
  ],
  ['service-token/5f', 'createAccessToken', 'created', 'credential', '5f', 'created', null],
  ['role/writer', 'updatePolicy', 'updated', 'credential', 'writer', null, null],
  ['something/new', 'didSomething', 'did', 'configuration', 'new', null, null],
])(
  '%s, %s, %s is a change of kind %s',
  async (resource, action, verb, kind, target, version, previous) => {
    const { source } = await audit({
      entries: [entry({ id: 'e1', atMs: at(10), resource, action, verb })],
    })
    const { changes } = await source.changes(hour, signal)
    expect(changes).toMatchObject([{ kind, target, version, previous }])
  },
)

test('values that the description quotes are what it was and is', async () => {
  const description = 'Changed the default rule from `old checkout` to `new checkout`'
  const { source } = await audit({
    entries: [
      entry({
        id: 'e1',
        atMs: at(10),
        action: 'updateFallthrough',
        verb: 'updated',
        more: { description },
      }),
    ],
  })
  const { changes } = await source.changes(hour, signal)
  expect(changes).toMatchObject([{ previous: 'old checkout', version: 'new checkout' }])
})

test('whoever approved a request is named; the request and its review are no changes', async () => {
  const resource = 'proj/shop:env/prod:flag/checkout-v2'
  const by = (firstName: string) => ({ member: { ...maria, firstName } })
  const { source } = await audit({
    entries: [
      entry({
        id: 'old',
        atMs: at(50),
        action: 'reviewApprovalRequest',
        verb: 'approved a request for',
        more: by('Ola'),
      }),
      entry({ id: 'flip', atMs: at(40) }),
      entry({
        id: 'ask',
        atMs: at(30),
        action: 'createApprovalRequest',
        verb: 'requested approval for',
      }),
      entry({
        id: 'no',
        atMs: at(25),
        action: 'reviewApprovalRequest',
        verb: 'declined a request for',
        more: by('Nein'),
      }),
      entry({
        id: 'yes',
        atMs: at(20),
        action: 'reviewApprovalRequest',
        verb: 'approved a request for',
        more: by('Rena'),
      }),
      entry({
        id: 'applied',
        atMs: at(10),
        more: {
          accesses: [
            { action: 'applyApprovalRequest', resource },
            { action: 'updateOn', resource },
          ],
        },
      }),
    ],
  })
  const { changes } = await source.changes(hour, signal)
  expect(changes.map(({ id, approvedBy }) => [id, approvedBy])).toEqual([
    ['applied', ['Rena Ito']],
    ['flip', []],
  ])
})

test('other projects are left out, and what the configuration names is called so', async () => {
  const { source } = await audit({
    entries: [
      entry({ id: 'other', atMs: at(10), resource: 'proj/blog:env/prod:flag/x' }),
      entry({ id: 'stage', atMs: at(9), resource: 'proj/shop:env/stage:flag/search' }),
      entry({
        id: 'both',
        atMs: at(8),
        more: {
          accesses: ['prod', 'stage'].map((env) => ({
            action: 'createFlag',
            resource: `proj/shop:env/${env}:flag/checkout-v3`,
          })),
        },
      }),
    ],
  })
  const { changes } = await source.changes(hour, signal)
  expect(changes.map(({ id, service, environment }) => [id, service, environment])).toEqual([
    ['both', 'checkout', null],
    ['stage', null, 'stage'],
  ])
})

test('an actor may be a token or an application; a link that leads elsewhere is none', async () => {
  const site = { href: 'https://evil.example/x', type: 'text/html' }
  const { source } = await audit({
    entries: [
      entry({
        id: 'e1',
        atMs: at(9),
        more: { member: undefined, token: { name: 'terraform' }, _links: { site }, target: null },
      }),
    ],
  })
  const { changes } = await source.changes(hour, signal)
  expect(changes).toMatchObject([{ actor: 'terraform', url: null, target: 'checkout-v2' }])
})

test('a specifier narrows what is read', async () => {
  const { fake, source } = await audit({ entries: [] }, { spec: 'proj/shop:env/prod:flag/*' })
  await source.changes(hour, signal)
  expect(fake.seen[0]?.path).toContain('spec=proj%2Fshop%3Aenv%2Fprod%3Aflag%2F*')
})
