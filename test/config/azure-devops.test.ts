import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { loadConfig } from '../../src/config.ts'
import type { AzureDevOpsTarget } from '../../src/config/azure-devops.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'baton-azure-devops-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

function targetOf(entry: string, env: Record<string, string> = {}): AzureDevOpsTarget {
  writeFileSync(join(cwd, 'baton.yaml'), `changes:\n  - ${entry}\n`)
  return loadConfig({ env: { HOME: cwd, ...env }, cwd }).changes[0] as AzureDevOpsTarget
}

const place = 'url: "https://dev.azure.com/acme", project: Web Shop'
const shop = `azureDevOps: { ${place} }`

test('an entry names a project and what of it belongs where', () => {
  const target = targetOf(
    `{ azureDevOps: { url: "https://tfs.example/tfs/acme", project: Web Shop, repository: shop,
         apiVersion: "6.0", classicReleases: false, caFile: ca.pem },
       service: shop, region: eu-west-1,
       environments: { PROD: production, prod-us: { environment: production, region: us-east-1 } },
       services: { auth: { pipelines: [deploy-auth], environments: [auth-prod] } } }`,
    { BATON_AZURE_DEVOPS_PAT: 'a-personal-token' },
  )
  expect(target).toMatchObject({
    kind: 'azure devops',
    url: 'https://tfs.example/tfs/acme',
    project: 'Web Shop',
    repository: 'shop',
    apiVersion: '6.0',
    classicReleases: false,
    caFile: join(cwd, 'ca.pem'),
    fault: null,
    service: 'shop',
    region: 'eu-west-1',
    environments: {
      PROD: { environment: 'production' },
      'prod-us': { environment: 'production', region: 'us-east-1' },
    },
    services: { auth: { pipelines: ['deploy-auth'], environments: ['auth-prod'] } },
  })
  expect(target.credentials()).toEqual({ kind: 'pat', token: 'a-personal-token' })
  expect(inspect(target, { depth: 9 })).not.toContain('a-personal-token')
})

test('what is left out is as Services have it', () => {
  expect(targetOf(shop, { BATON_AZURE_DEVOPS_PAT: 'x' })).toMatchObject({
    repository: 'Web Shop',
    apiVersion: '7.1',
    classicReleases: true,
    caFile: null,
  })
})

test('a token of Entra, or an application with its secret from a file', () => {
  const named = `azureDevOps: { ${place}, credentials: SHOP }`
  expect(targetOf(named, { SHOP_TOKEN: 'ey.token' }).credentials()).toEqual({
    kind: 'bearer',
    token: 'ey.token',
  })
  writeFileSync(join(cwd, 'secret'), 'hidden\n')
  const ids = {
    SHOP_TENANT_ID: 'acme.example',
    SHOP_CLIENT_ID: 'app',
    SHOP_CLIENT_SECRET_FILE: 'secret',
  }
  expect(targetOf(named, ids).credentials()).toEqual({
    kind: 'client',
    tenant: 'acme.example',
    id: 'app',
    secret: 'hidden',
  })
})

const one = 'BATON_AZURE_DEVOPS'

test.each<[string, Record<string, string>, string]>([
  ['nothing is set', {}, `${one}_PAT is not set.`],
  ['half an application is set', { [`${one}_TENANT_ID`]: 't' }, `${one}_CLIENT_ID is not set.`],
  [
    'a tenant is none',
    { [`${one}_TENANT_ID`]: '../t', [`${one}_CLIENT_ID`]: 'a', [`${one}_CLIENT_SECRET`]: 's' },
    `${one}_TENANT_ID is no tenant.`,
  ],
  [
    'a file is missing',
    { [`${one}_PAT_FILE`]: 'absent' },
    `the file that ${one}_PAT_FILE names cannot be read.`,
  ],
])('where %s the source is silent and says why', (_, env, why) => {
  const target = targetOf(shop, env)
  expect(target.fault).toBe(`Its credentials cannot be used: ${why}`)
  expect(target.credentials()).toBeNull()
})

test.each([
  [
    'an address that anybody could read',
    'azureDevOps: { url: "http://tfs.example/acme", project: shop }',
  ],
  [
    'a project that leads elsewhere',
    'azureDevOps: { url: "https://dev.azure.com/acme", project: "../other" }',
  ],
  ['a project of two parts', 'azureDevOps: { url: "https://dev.azure.com/acme", project: "a/b" }'],
  ['a version that is none', `azureDevOps: { ${place}, apiVersion: latest }`],
  [
    'a password in the address',
    'azureDevOps: { url: "https://u:p@dev.azure.com/acme", project: shop }',
  ],
])('%s is refused', (_, entry) => {
  expect(() => targetOf(entry)).toThrow(/changes/)
})
