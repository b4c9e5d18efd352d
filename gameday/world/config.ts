import { stringify } from 'yaml'

import type { Scenario } from '../scenario/schema.ts'
import { requester } from './people.ts'

/** `baton.yaml` of the world; paths are relative to its folder. */
export function configFile(scenario: Scenario, baseUrl: string | null, git: boolean): string {
  const { region } = scenario
  const service = (name: string, owner: string, mau: number): object => ({
    name,
    owner,
    tier: 'core',
    regions: [region],
    mau,
    slo: { objective: 0.999, window: '30d' },
  })
  const repository = { git: 'repository', service: 'auth', environment: 'production' }
  return stringify({
    home: 'home',
    trust: 'trust',
    requester,
    environments: [
      {
        name: 'production',
        production: true,
        regions: [region],
        baseUrls: baseUrl === null ? [] : [baseUrl],
      },
    ],
    services: [
      service('auth', 'identity-team', 120_000),
      service('webhooks', 'platform-team', 18_000),
      service('orders', 'commerce-team', 74_000),
    ],
    logs: [{ files: ['logs/*.ndjson'], format: 'ecs', environment: 'production', region }],
    changes: [...(git ? [repository] : []), { files: ['deployments.ndjson'] }],
    flags: [{ environment: 'production', file: 'flags/flags.json' }],
    messages: { outbox: 'outbox' },
    tickets: { folder: 'tickets' },
    knowledge: { folder: 'knowledge' },
    evidence: { folders: ['captures'] },
  })
}
