import { readFileSync } from 'node:fs'

import { defaultCadence } from '../../src/domain/cadence.ts'
import type { Entry } from '../../src/domain/entry.ts'
import type { FactBody, FactKind } from '../../src/domain/fact.ts'
import type { DocumentKind } from '../../src/domain/facts/handoff.ts'
import { type Incident, foldIncident } from '../../src/domain/incident.ts'
import type { JsonObject } from '../../src/domain/json.ts'
import { instantMs, toIso } from '../../src/domain/time.ts'

export const start = '2026-11-23T07:00:00Z'
export const startMs = instantMs(start)!
const minuteMs = 60_000

type Note = FactBody<'note.recorded'>
type Draft = { [K in FactKind]: { kind: K; body: FactBody<K>; minute: number } }[FactKind]

/** The instant so many minutes after the start of the made-up incident. */
export function at(minute: number): string {
  return toIso(startMs + minute * minuteMs)
}

export const opened: FactBody<'incident.opened'> = {
  title: 'Customers cannot log in',
  ticket: 'SUP-1042',
  alert: 'Alertmanager: AuthErrorRateHigh',
  report: 'ticket SUP-1042',
  detectedAt: at(0),
  window: { from: at(-60), to: at(5) },
  environment: 'production',
  severity: 'SEV2',
  reasons: ['24% of requests fail', 'core service'],
  services: ['auth'],
  regions: ['eu-west-1'],
  segments: [],
  impact: {
    asOf: at(5),
    errorRate: 0.243,
    baselineErrorRate: 0.003,
    affectedUsers: 310,
    burnRate: 24.3,
    budgetExceeded: true,
  },
  support: 'maria',
  commander: 'ines',
}

export function note(type: Note['type'], text: string, more: Partial<Note> = {}): Note {
  const base = {
    at: at(20),
    owner: 'maria',
    region: 'eu-west-1',
    link: null,
  }
  return { ...base, type, text, ...more }
}

export const finding: FactBody<'finding.recorded'> = {
  tool: 'query_logs',
  statement: 'Errors began and stayed',
  query: 'service:auth environment:production',
  window: { from: at(-60), to: at(6) },
  region: 'eu-west-1',
  asOf: at(6),
  values: { errorRate: 0.243, onset: at(-3), affectedUsers: 310 },
  gaps: [],
}

export const deployments: FactBody<'finding.recorded'> = {
  ...finding,
  tool: 'list_deployments',
  statement: 'The strongest of 3 changes: flag auth-new-token',
  query: '{"environment":"production"}',
  asOf: at(7),
  values: { total: 3, suspect: 'dep-77', suspectScore: 4.2 },
  gaps: [{ source: 'github', reason: 'not configured' }],
}

export const evidence: FactBody<'evidence.captured'> = {
  evidence: 'EV-1NG7S3GWA73D',
  kind: 'log',
  title: 'Log excerpt, 50 of 485 events: service auth, level error',
  source: 'auth.ndjson',
  query: 'service auth, level error',
  window: { from: at(-60), to: at(6) },
  region: 'eu-west-1',
  asOf: at(8),
  file: 'evidence/EV-1NG7S3GWA73D.ndjson',
  sha256: 'c'.repeat(64),
  bytes: 20_480,
  lines: 50,
  total: 485,
  cut: true,
  gaps: [],
}

export const run: FactBody<'reproduction.recorded'> = {
  at: at(10),
  environment: 'staging',
  region: 'eu-west-1',
  build: '7c1e9fa',
  flags: [{ flag: 'auth-new-token', value: 'on' }],
  prerequisites: ['Synthetic tenant acme-test'],
  data: 'fixtures/users.json',
  via: 'seed script',
  steps: [
    'curl -X POST https://api.example.com/v1/auth/login -d \'{"user":"test"}\' | jq .',
    'Open Settings, then Webhooks',
  ],
  expected: 'Login succeeds',
  actual: '500 and a blank page',
  result: 'reproduced',
  deviations: [],
  evidence: ['https://github.com/example/evidence/1'],
}

export const proposed: FactBody<'change.proposed'> = {
  request: 'REQ-1',
  digest: 'a'.repeat(64),
  tool: 'toggle_flag_with_approval',
  system: 'flags.json',
  target: 'auth-new-token',
  service: 'auth',
  environment: 'production',
  production: true,
  region: 'eu-west-1',
  from: true,
  to: false,
  baseVersion: '7',
  reason: 'Roll back the new token check',
  requester: 'maria',
  inverseOf: null,
  trust: 'b'.repeat(64),
  level: 'L0',
  expiresAt: at(30),
  nonce: 'n',
}

export const decided: FactBody<'change.decided'> = {
  request: 'REQ-1',
  digest: 'a'.repeat(64),
  decision: 'granted',
  reason: 'Safe, the old path is still there',
  approver: 'ines',
  key: 'SHA256:x',
  statement: '{}',
  signature: 's',
  simulated: true,
}

const applying: FactBody<'change.applying'> = {
  request: 'REQ-1',
  digest: 'a'.repeat(64),
  owner: 'p1',
  deadline: at(17),
}

export const asked: FactBody<'ask.assigned'> = {
  ask: 'ASK-1',
  text: 'Hotfix for the token check',
  owner: 'noah',
  role: 'fix',
  due: at(300),
  region: 'eu-west-1',
}

/** What a complete incident holds, in order; tests leave drafts out or change them. */
export const complete: readonly Draft[] = [
  { kind: 'incident.opened', minute: 5, body: opened },
  { kind: 'finding.recorded', minute: 6, body: finding },
  { kind: 'finding.recorded', minute: 7, body: deployments },
  { kind: 'evidence.captured', minute: 8, body: evidence },
  { kind: 'reproduction.recorded', minute: 10, body: run },
  { kind: 'change.proposed', minute: 14, body: proposed },
  { kind: 'change.decided', minute: 15, body: decided },
  { kind: 'change.applying', minute: 16, body: applying },
  {
    kind: 'change.applied',
    minute: 16,
    body: { request: 'REQ-1', version: '8', readBack: false, reconciled: false },
  },
  { kind: 'note.recorded', minute: 18, body: note('update_sent', 'First update sent') },
  {
    kind: 'note.recorded',
    minute: 20,
    body: note('hypothesis', 'New token check rejects old tokens'),
  },
  { kind: 'note.recorded', minute: 20, body: note('risk', 'Tokens rotate at midnight') },
  {
    kind: 'note.recorded',
    minute: 21,
    body: note('data_loss', 'No: requests failed before writing'),
  },
  { kind: 'ask.assigned', minute: 22, body: asked },
]

/** Folds drafts into the incident as it stands `minute` minutes after the start. */
export function incidentOf(drafts: readonly Draft[], minute = 25): Incident {
  const entries = drafts.map((draft, index): Entry => ({
    seq: index + 1,
    id: `e${index + 1}`,
    incident: 'INC-7Q3F',
    kind: draft.kind,
    at: at(draft.minute),
    actor: { id: 'maria', kind: 'agent' },
    body: draft.body as unknown as JsonObject,
  }))
  return foldIncident('INC-7Q3F', entries, startMs + minute * minuteMs, defaultCadence)!
}

/** Our own template, without its front matter. */
export function templateOf(kind: DocumentKind): string {
  const file = new URL(`../../resources/templates/${kind}.md`, import.meta.url)
  return readFileSync(file, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '')
}

export const checkpoint =
  'baton.example/record\n13\nq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\n\n— baton.example q83vEg==\n'
