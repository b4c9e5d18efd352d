import * as z from 'zod'

import { toIso } from '../../domain/time.ts'
import type { Window } from '../../domain/window.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import type { Missing } from './parts.ts'
import { type Repository, tooMany } from './read-code.ts'
import type { Session } from './session.ts'
import { kept, Run } from './shapes.ts'

export interface Runs {
  readonly runs: readonly Run[]
  readonly faults: readonly Missing[]
  readonly broken: number
}

const Listed = z.object({
  total_count: z.number().catch(0),
  workflow_runs: z.array(z.unknown()).transform((nodes) => kept(Run, nodes)),
})
const pageSize = 100
/** GitHub shows no more of one question. */
const mostShown = 1_000

/** Workflow runs created in the window, newest first. Where GitHub shows no more, it is asked again up to the oldest seen. */
export async function readRuns(
  session: Session,
  { owner, name }: Repository,
  window: Window,
  mostPages: number,
  signal: AbortSignal,
): Promise<Runs> {
  const runs = new Map<number, Run>()
  let broken = 0
  let page = 1
  let untilMs = window.toMs
  for (let pages = 0; pages < mostPages; pages += 1) {
    let listed: z.output<typeof Listed>
    try {
      listed = await session.get(
        '/repos/{owner}/{repo}/actions/runs',
        {
          owner,
          repo: name,
          created: spanOf(window.fromMs, untilMs),
          exclude_pull_requests: true,
          per_page: pageSize,
          page,
        },
        Listed,
        signal,
      )
    } catch (cause) {
      const why = cause instanceof VendorFault ? cause : new VendorFault('our side')
      const extent = pages > 0 ? 'older' : 'all'
      const faults = [{ part: 'runs', why, extent }] as const
      return { runs: [...runs.values()], faults, broken }
    }
    const { workflow_runs: shown, total_count: total } = listed
    broken += shown.broken
    const before = runs.size
    for (const run of shown.items) runs.set(run.id, run)
    if (shown.items.length + shown.broken < pageSize || total === page * pageSize)
      return done(runs, broken)
    page += 1
    if (page * pageSize <= mostShown) continue
    if (total <= mostShown || runs.size === before) return done(runs, broken)
    untilMs = Math.min(...[...runs.values()].map(({ created_at }) => created_at))
    page = 1
  }
  return { ...done(runs, broken), faults: [{ part: 'runs', why: tooMany, extent: 'older' }] }
}

function done(runs: ReadonlyMap<number, Run>, broken: number): Runs {
  return { runs: [...runs.values()], faults: [], broken }
}

/** Both ends count; seconds are the finest that GitHub tells. */
function spanOf(fromMs: number, toMs: number): string {
  const seconds = (ms: number): string =>
    toIso(Math.floor(ms / 1_000) * 1_000).replace('.000Z', 'Z')
  return Number.isFinite(toMs) ? `${seconds(fromMs)}..${seconds(toMs)}` : `>=${seconds(fromMs)}`
}
