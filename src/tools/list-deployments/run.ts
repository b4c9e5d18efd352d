import type { ChangeEvent } from '../../domain/change-event.ts'
import { rankChanges, type Ranking } from '../../domain/ranking.ts'
import { blastSet } from '../../domain/ranking/blast-set.ts'
import { toIso } from '../../domain/time.ts'
import type { Answer } from '../../domain/work.ts'
import type { ReadContext } from '../../ports/context.ts'
import { defaultTokens, fitting, guessTokens, mostTokens } from '../shared/budget.ts'
import { cursorOf, pageOf } from './cursor.ts'
import { conclusionOf, findingOf } from './finding.ts'
import type { Output } from './output.ts'
import { ungrantedIn } from './ungranted.ts'
import { rowOf, suspectOf } from './row.ts'
import { type Asked, type Scope, scopeOf } from '../shared/change-scope.ts'

/** What was asked: the scope, and which page of how many rows. */
interface Given extends Asked {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

const defaultRows = 10

/** Ranks the changes of the window and answers with one page; the first page of an incident goes on its record. */
export async function runListDeployments(
  given: Given,
  context: ReadContext,
): Promise<Answer<Output>> {
  const { cursor, limit, ...asked } = given
  const scope = scopeOf(asked, context)
  const query = queryOf(asked, scope)
  const page = cursor === undefined ? { offset: 0, window: scope.window } : pageOf(query, cursor)
  const found = await context.changes.changes(page.window, context.signal)
  const ranking = rank(found.changes, scope, context)
  const audit = ungrantedIn(found, page.window, scope.incident, context)
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
    ungranted: audit.shown,
    sources: [...found.sources],
    gaps: [...found.gaps, ...audit.gaps],
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
  return { structured, incident: scope.incident.id, finding: { ...finding, grants: audit.account } }
}

/** What the counts, the cursor, the fence and its legend cost. */
const frameTokens = 140
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
