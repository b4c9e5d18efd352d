import * as z from 'zod'

import { type ChangeEvent } from '../domain/change-event.ts'
import { rankChanges, type Ranking } from '../domain/ranking.ts'
import { blastSet } from '../domain/ranking/blast-set.ts'
import { toIso } from '../domain/time.ts'
import type { ReadContext } from '../ports/context.ts'
import { cursorField, fromField, incidentField, toField } from './fields.ts'
import { defaultTokens, fitting, guessTokens, mostTokens } from './list-deployments/budget.ts'
import { cursorOf, pageOf } from './list-deployments/cursor.ts'
import { conclusionOf, findingOf } from './list-deployments/finding.ts'
import { Output } from './list-deployments/output.ts'
import { renderChanges } from './list-deployments/render.ts'
import { rowOf, suspectOf } from './list-deployments/row.ts'
import { type Asked, type Scope, scopeOf } from './list-deployments/scope.ts'
import { readTool } from './tool.ts'

const input = z.strictObject({
  incident: incidentField.optional(),
  from: fromField,
  to: toField,
  service: z.string().optional().describe('With its dependencies'),
  environment: z.string().optional().describe('E.g. production'),
  onset: z.string().optional().describe('UTC; default: measured'),
  kind: z.string().optional().describe('E.g. deployment, flag'),
  cursor: cursorField,
  limit: z.number().refine(isPageSize).optional().describe('At most 50'),
})

const defaultRows = 10

export default readTool({
  name: 'list_deployments',
  title: 'List changes',
  description:
    'Deployments, flags, releases, migrations, commits: ranked as causes of the onset, with reasons and missing sources.',
  input,
  output: Output,

  async run(given, context) {
    const { cursor, limit, ...asked } = given
    const scope = scopeOf(asked, context)
    const query = queryOf(asked, scope)
    const page = cursor === undefined ? { offset: 0, window: scope.window } : pageOf(query, cursor)
    const found = await context.changes.changes(page.window, context.signal)
    const ranking = rank(found.changes, scope, context)
    const likely = ranking.ranked.filter(({ verdict }) => causes.has(verdict)).slice(0, 3)
    const frame = {
      conclusion: conclusionOf(ranking, found.gaps.length > 0),
      window: { from: toIso(page.window.fromMs), to: toIso(page.window.toMs) },
      onset: {
        ...(scope.onset.atMs === null ? {} : { at: toIso(scope.onset.atMs) }),
        from: scope.onset.origin,
      },
      strongSuspect: ranking.strongSuspect,
      suspects: likely.map(suspectOf),
      total: ranking.ranked.length,
      sources: [...found.sources],
      gaps: [...found.gaps],
    }
    const changes = fitting(
      ranking.ranked
        .slice(page.offset, page.offset + (limit ?? defaultRows))
        .map((ranked) => rowOf(ranked, context.links)),
      (limit === undefined ? defaultTokens : mostTokens) - guessTokens(frame) - frameTokens,
    )
    const end = page.offset + changes.length
    const truncated = end < ranking.ranked.length
    const structured = {
      ...frame,
      returned: changes.length,
      truncated,
      ...(truncated ? { cursor: cursorOf(query, { offset: end, window: page.window }) } : {}),
      changes: [...changes],
    }
    if (scope.incident === null || cursor !== undefined) return { structured }
    const finding = findingOf(scope.incident, scope, ranking, found.gaps, context.nowMs)
    return { structured, incident: scope.incident.id, finding }
  },

  render: renderChanges,
})

function isPageSize(rows: number): boolean {
  return Number.isInteger(rows) && rows >= 1 && rows <= 50
}

/** What the counts and the cursor cost. */
const frameTokens = 60
const causes: ReadonlySet<string> = new Set(['strong', 'possible', 'weak'])

function rank(changes: readonly ChangeEvent[], scope: Scope, context: ReadContext): Ranking {
  const affected = scope.service === null ? (scope.incident?.services ?? []) : [scope.service]
  const services = blastSet(context.services, affected)
  const kept = changes.filter(
    (change) =>
      (scope.kind === null || change.kind === scope.kind) &&
      matches(change.environment, scope.environment === null ? null : [scope.environment]) &&
      matches(
        change.service,
        scope.service === null ? null : [...services.affected, ...services.dependencies],
      ),
  )
  return rankChanges(kept, {
    onset: scope.onset.span,
    services,
    regions: scope.incident?.regions ?? [],
    environment: scope.environment ?? scope.incident?.environment ?? null,
    nowMs: context.nowMs,
  })
}

/** A change that does not say where it belongs may belong anywhere, so it is kept. */
function matches(value: string | null, wanted: readonly string[] | null): boolean {
  return wanted === null || value === null || wanted.includes(value)
}

function queryOf(asked: Asked, { onset }: Scope) {
  return { ...asked, onset: onset.span === null ? null : { ...onset.span } }
}
