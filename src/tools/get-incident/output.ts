import * as z from 'zod'

import { askRoles } from '../../domain/facts/ask.ts'
import { incidentStates } from '../../domain/incident.ts'
import { askStates } from '../../domain/incident/asks.ts'
import { outsideName } from '../../domain/provenance.ts'
import { Untrusted } from '../../domain/untrusted.ts'

const line = z.object({ at: z.string(), kind: z.string(), text: Untrusted })

const ask = z.object({
  ask: z.string(),
  state: z.enum(askStates),
  owner: outsideName('note'),
  role: z.enum(askRoles),
  due: z.string(),
  overdue: z.boolean(),
  text: Untrusted,
})

const Brief = z.object({
  incident: z.string(),
  title: Untrusted,
  state: z.enum(incidentStates),
  severity: z.string(),
  services: z.array(z.string()),
  regions: z.array(z.string()),
  window: z.object({ from: z.string(), to: z.string() }),
  commander: z.string().nullable(),
  support: z.string(),
  nextUpdateDue: z.string(),
  updateOverdue: z.boolean(),
  resolvedAt: z.string().nullable(),
  impact: Untrusted.nullable(),
  workaround: Untrusted.nullable(),
  eta: z.object({ at: z.string(), owner: outsideName('note') }).nullable(),
  requests: z.array(z.object({ request: z.string(), state: z.string(), target: Untrusted })),
  asks: z.array(ask),
  /** Glass that was broken and for which no second person has signed yet. */
  openGlass: z
    .object({
      by: z.string(),
      until: z.string(),
      objected: z.boolean(),
      due: z.string(),
      reason: Untrusted,
    })
    .nullable(),
  closed: z.object({ at: z.string(), by: z.string(), next: Untrusted }).nullable(),
  news: z.array(line),
  nextStep: z.string(),
})
export type Brief = z.infer<typeof Brief>

const Row = z.object({
  incident: z.string(),
  severity: z.string(),
  state: z.string(),
  title: Untrusted,
  nextUpdateDue: z.string(),
})
export type Row = z.infer<typeof Row>

/** The brief of one incident, or those that are open and how many are closed. */
export const Output = z.object({
  brief: Brief.nullable(),
  open: z.array(Row),
  closed: z.number(),
  /** Asks of closed incidents that are past their time. */
  lateFollowUps: z.array(z.object({ incident: z.string(), ask: z.string() })),
})
export type Output = z.infer<typeof Output>
