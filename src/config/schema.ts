import * as z from 'zod'

import { defaultCadence } from '../domain/cadence.ts'
import { type Audience, audiences, defaultChannel } from '../domain/publication.ts'
import { type Severity, severities } from '../domain/severity.ts'
import { durationMs, instantMs } from '../domain/time.ts'
import { ChangesEntry } from './changes.ts'
import { clusterEntries } from './clusters.ts'
import { NotifyEntry } from './notify.ts'
import { Redaction } from './redaction.ts'
import { EnvironmentEntry } from './settings.ts'
import { word } from './word.ts'

const path = z.string().min(1)
/** It stands in file names and on cards. */
const channel = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

const duration = z.string().transform((text, context) => {
  const ms = durationMs(text)
  if (ms !== undefined) return ms
  context.addIssue({ code: 'custom', message: 'a duration such as 15m, 1h or 30d' })
  return z.NEVER
})

const instant = z.string().transform((text, context) => {
  const ms = instantMs(text)
  if (ms !== undefined) return ms
  context.addIssue({ code: 'custom', message: 'an instant such as 2026-11-23T07:00:00Z' })
  return z.NEVER
})

const Service = z.strictObject({
  name: word,
  owner: word.nullable().default(null),
  tier: word.nullable().default(null),
  regions: z.array(word).default([]),
  dependsOn: z.array(word).default([]),
  mau: z.number().int().positive().nullable().default(null),
  slo: z
    .strictObject({ objective: z.number().gt(0).lt(1), window: duration })
    .transform(({ objective, window }) => ({ objective, windowMs: window }))
    .nullable()
    .default(null),
})

const eventDefaults = {
  service: word.optional(),
  environment: word.optional(),
  region: word.optional(),
}

const Logs = z.union([
  z.strictObject({
    files: z.array(path).min(1),
    format: z.enum(['auto', 'ecs', 'otlp', 'ndjson', 'plain']).default('auto'),
    ...eventDefaults,
    zone: z.string().optional(),
    year: z.number().int().min(1970).max(9999).optional(),
  }),
  ...clusterEntries(eventDefaults),
])

/** A table by severity; what is left out keeps its default. */
function bySeverity<T extends z.ZodType>(
  schema: T,
  defaults: Readonly<Record<Severity, z.output<T>>>,
) {
  return z
    .partialRecord(z.enum(severities), schema)
    .prefault({})
    .transform((given): Readonly<Record<Severity, z.output<T>>> =>
      Object.assign({}, defaults, given),
    )
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const Policy = z.strictObject({
  cadence: bySeverity(
    z
      .strictObject({ first: duration, then: duration })
      .transform(({ first, then }) => ({ firstMs: first, thenMs: then }))
      .refine(({ firstMs, thenMs }) => firstMs <= hourMs && thenMs <= hourMs),
    defaultCadence,
  ),
  acknowledge: bySeverity(duration, {
    SEV1: 15 * minuteMs,
    SEV2: 30 * minuteMs,
    SEV3: 4 * hourMs,
    SEV4: 24 * hourMs,
  }),
  mttr: bySeverity(duration, {
    SEV1: 4 * hourMs,
    SEV2: 8 * hourMs,
    SEV3: 72 * hourMs,
    SEV4: 168 * hourMs,
  }),
  freeze: z.array(z.strictObject({ from: instant, to: instant, reason: z.string() })).default([]),
  /**
   * Whether production may change on the weakest level, where agent and approver share a machine. True while the only
   * systems are files of that machine, which a lock here could not protect from whoever has its shell.
   */
  productionAtL0: z.boolean().default(true),
})

/** Where any channel is named, that of customers is no other audience's, whether named or the default. */
function customersStandAlone(named: Readonly<Partial<Record<Audience, string>>>): boolean {
  const { customers, ...others } = named
  const colleagues = [others.internal, others.executive]
  return customers === undefined
    ? !colleagues.includes(defaultChannel)
    : !colleagues.map((name) => name ?? defaultChannel).includes(customers)
}

/** `baton.yaml` as documented in docs/configuration.md. Unknown keys are refused by name. */
export const ConfigFile = z.strictObject({
  home: path.optional(),
  trust: path.optional(),
  requester: z.strictObject({ id: word, name: z.string().min(1).max(80) }).optional(),
  environments: z.array(EnvironmentEntry).default([]),
  services: z.array(Service).default([]),
  logs: z.array(Logs).default([]),
  changes: z.array(ChangesEntry).default([]),
  flags: z.array(z.strictObject({ environment: word, file: path })).default([]),
  messages: z
    .strictObject({
      outbox: path,
      /** How the channel of each audience is called; `outbox` where none is named. */
      channels: z
        .partialRecord(z.enum(audiences), channel)
        .refine(customersStandAlone, 'a channel of customers that is no other audience’s')
        .default({}),
    })
    .optional(),
  tickets: z.strictObject({ folder: path }).optional(),
  notify: z.array(NotifyEntry).max(10).default([]),
  knowledge: z.strictObject({ folder: path }).optional(),
  evidence: z.strictObject({ folders: z.array(path).min(1) }).optional(),
  policy: Policy.prefault({}),
  redaction: Redaction.prefault({}),
  links: z.array(z.string().regex(/^[\w.-]+(:\d+)?$/)).default([]),
  content: path.optional(),
})
