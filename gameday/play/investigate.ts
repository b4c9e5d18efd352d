import * as z from 'zod'

import { toIso } from '../../src/domain/time.ts'
import { percent } from '../probe.ts'
import { call, must, type Stage } from './stage.ts'

const Label = z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)])
const Row = z.object({
  rank: z.number(),
  verdict: z.string(),
  id: Label,
  kind: z.string(),
  service: Label.optional(),
  notes: Label.optional(),
})
const Totals = z.object({ totals: z.object({ total: z.number(), errors: z.number() }) })
const Captured = z.object({ evidence: z.string() })
const Changes = z.object({ changes: z.array(Row).min(1) })

/** What the agent made of logs and changes, best guess first. */
export interface Suspicion {
  readonly onset: string | null
  /** Ids of the changes in the order in which Baton ranked them. */
  readonly ranked: readonly string[]
  readonly flag: string
  readonly suspect: string
  readonly herring: string | null
}

/** Directives 1 and 4: logs, changes, hypotheses and what they rule out. */
export async function investigate(stage: Stage, incident: string): Promise<Suspicion> {
  const { world, print } = stage
  print.heading('2. Logs and changes')
  const { alert, region, history } = world.scenario
  const from = toIso(world.nowMs - history)
  const to = toIso(Date.now())
  const { service } = alert
  const logs = await must(stage, 'query_logs', { incident, service, from, to }, 24)
  await must(stage, 'query_logs', { incident, service, level: 'error', from, to }, 3)
  const filter = { service, level: 'error' }
  await must(stage, 'capture_evidence', { incident, kind: 'log', filter, from, to }, 8)
  await must(stage, 'query_logs', { incident, service, text: 'rejected user name', from, to }, 8)
  const listed = await must(stage, 'list_deployments', { incident }, 16)
  const { changes } = Changes.parse(listed.structured)
  const guess = changes.find(({ kind, notes }) => kind === 'flag' && flagIn(notes)) ?? changes[0]!
  const herring = changes.find(({ kind, service: of }) => kind === 'deployment' && of !== service)
  const flag = flagIn(guess.notes)
  await must(stage, 'get_flags', { incident }, 12)
  const state =
    flag === undefined ? { kind: 'changes', target: guess.id } : { kind: 'flag', target: flag }
  const kept = await must(stage, 'capture_evidence', { incident, ...state }, 5)
  const link = Captured.parse(kept.structured).evidence
  const note = (type: string, text: string, more: object = {}): Promise<unknown> =>
    call(stage, 'record_note', { incident, type, text, region, ...more }, 1)
  await note('hypothesis', `${guess.id} began at the onset in the failing service.`, { link })
  if (herring?.service !== undefined) {
    const other = await must(
      stage,
      'query_logs',
      { incident, service: herring.service, from, to },
      2,
    )
    const { totals } = Totals.parse(other.structured)
    const rate = percent(totals.errors, totals.total)
    await note(
      'ruled_out',
      `${herring.id}: another service, ${rate} errors in ${totals.total} events.`,
    )
  }
  return {
    onset: onsetIn(logs.structured),
    ranked: changes.map(({ id }) => id),
    flag: flag ?? guess.id,
    suspect: guess.id,
    herring: herring?.id ?? null,
  }
}

function flagIn(notes: string | undefined): string | undefined {
  return notes === undefined ? undefined : /flag ([\w-]+) switched (?:on|off)/.exec(notes)?.[1]
}

const Onset = z.object({ onset: z.union([z.string(), z.looseObject({})]).nullable() })
const Instant = z.looseObject({ at: z.string().nullish(), earliest: z.string().nullish() })

function onsetIn(structured: unknown): string | null {
  const onset = Onset.safeParse(structured).data?.onset ?? null
  if (typeof onset === 'string' || onset === null) return onset
  const { at, earliest } = Instant.parse(onset)
  return at ?? earliest ?? null
}
