import * as z from 'zod'

import { Gap } from '../gap.ts'
import { severities } from '../severity.ts'
import { Account } from './account.ts'

const span = z.object({ from: z.string(), to: z.string() })

/** Measured impact; every figure carries the instant it is true of. Rates are 0 to 1. */
const Impact = z.object({
  asOf: z.string(),
  errorRate: z.number().nullable(),
  baselineErrorRate: z.number().nullable(),
  affectedUsers: z.number().nullable(),
  burnRate: z.number().nullable(),
  budgetExceeded: z.boolean().nullable(),
})

export const Opened = z.object({
  title: z.string(),
  ticket: z.string().nullable(),
  alert: z.string().nullable(),
  report: z.string().nullable(),
  detectedAt: z.string(),
  window: span,
  environment: z.string(),
  severity: z.enum(severities),
  reasons: z.array(z.string()),
  services: z.array(z.string()),
  regions: z.array(z.string()),
  segments: z.array(z.string()),
  impact: Impact,
  support: z.string(),
  commander: z.string().nullable(),
})

export const noteTypes = [
  'decision',
  'observation',
  'hypothesis',
  'ruled_out',
  'not_checked',
  'blocker',
  'risk',
  'contingency',
  'promise',
  'data_loss',
  'handoff',
  'update_sent',
  'learning',
  'gap',
] as const

/** `at` is when it happened; `link` a ticket or evidence reference. */
export const Note = z.object({
  type: z.enum(noteTypes),
  text: z.string(),
  at: z.string(),
  owner: z.string(),
  region: z.string(),
  link: z.string().nullable(),
})

/** When a repair is expected and who said so. */
const Eta = z.object({ at: z.string(), owner: z.string() })

/** New values of what changed, nothing else; null withdraws what was said. */
const Revised = z
  .object({
    severity: z.enum(severities),
    impactWords: z.string().nullable(),
    services: z.array(z.string()),
    regions: z.array(z.string()),
    segments: z.array(z.string()),
    window: span,
    workaround: z.string().nullable(),
    eta: Eta.nullable(),
  })
  .partial()

/** The agent's correction; the fold lets a severity rise by it, never fall. */
export const Updated = z.object({ set: Revised, reason: z.string() })

/** The end of the case. `mttrMinutes` is null where recovery is not dated after detection; `followUps` are asks that stay open. */
export const Closed = z.object({
  resolution: z.string(),
  suspect: z.string(),
  next: z.string(),
  mttrMinutes: z.number().nullable(),
  policyMinutes: z.number(),
  followUps: z.array(z.string()),
})

/** What a reading tool found, in one statement with its figures, so that the packet need not ask again. */
export const Finding = z.object({
  tool: z.string(),
  statement: z.string(),
  query: z.string(),
  window: span,
  region: z.string(),
  asOf: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  gaps: z.array(Gap),
  /** Of list_deployments: changes of production against the grants of the record. */
  grants: Account.optional(),
})

export const Reproduction = z.object({
  at: z.string(),
  environment: z.string(),
  region: z.string(),
  build: z.string(),
  flags: z.array(z.object({ flag: z.string(), value: z.string() })),
  prerequisites: z.array(z.string()),
  data: z.string(),
  via: z.string(),
  steps: z.array(z.string()),
  expected: z.string(),
  actual: z.string(),
  result: z.enum(['reproduced', 'not_reproduced', 'partly']),
  deviations: z.array(z.string()),
  evidence: z.array(z.string()),
})
