import * as z from 'zod'

import { changeKinds } from '../../domain/change-event.ts'
import { Gap } from '../../domain/gap.ts'
import { Label, outsideName } from '../../domain/provenance.ts'
import { verdicts } from '../../domain/ranking/verdict.ts'
import { Untrusted } from '../../domain/untrusted.ts'
import { Ungranted } from './ungranted-output.ts'

/** Where the onset came from that changes are ranked against. */
const onsetOrigins = ['argument', 'query_logs', 'detection', 'none'] as const

const name = Label('change')
export type { Label }

const Row = z.object({
  rank: z.number(),
  verdict: z.enum(verdicts),
  id: name,
  source: z.string(),
  kind: z.enum(changeKinds),
  service: name.optional(),
  target: name.optional(),
  environment: name.optional(),
  region: name.optional(),
  version: name.optional(),
  previous: name.optional(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  state: name.optional(),
  actor: name.optional(),
  approvedBy: z.array(name).optional(),
  commit: name.optional(),
  pullRequests: z.array(name).optional(),
  files: z.string().optional(),
  rollback: Untrusted.optional(),
  url: outsideName('change').optional(),
  notes: Untrusted.optional(),
})
export type Row = z.infer<typeof Row>

const Suspect = Row.pick({
  rank: true,
  verdict: true,
  id: true,
  kind: true,
  service: true,
  startedAt: true,
}).extend({ score: z.number(), reasons: z.array(z.string()) })
export type Suspect = z.infer<typeof Suspect>

const Mitigation = Row.pick({ rank: true, id: true, kind: true, service: true, startedAt: true })
export type Mitigation = z.infer<typeof Mitigation>

/** `suspects` are at most three likely causes, `mitigations` at most two changes after the onset, `changes` one page in order of rank. */
export const Output = z.object({
  conclusion: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  lookBack: z.object({ from: z.string(), sources: z.array(z.string()) }).optional(),
  onset: z.object({ at: z.string().optional(), from: z.enum(onsetOrigins) }),
  strongSuspect: z.boolean(),
  suspects: z.array(Suspect),
  mitigations: z.array(Mitigation).optional(),
  total: z.number(),
  returned: z.number(),
  truncated: z.boolean(),
  cursor: z.string().optional(),
  changes: z.array(Row),
  ungranted: Ungranted,
  sources: z.array(z.string()),
  gaps: z.array(Gap),
})
export type Output = z.infer<typeof Output>
