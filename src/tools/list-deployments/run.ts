import type { RankedChange, Ranking } from '../../domain/ranking.ts'
import { toIso } from '../../domain/time.ts'
import type { Answer } from '../../domain/work.ts'
import type { ChangeLogResult } from '../../ports/change-log.ts'
import type { ReadContext } from '../../ports/context.ts'
import { defaultTokens, fitting, guessTokens, mostTokens } from '../shared/budget.ts'
import { assertSamePages, cursorOf, digestOfPages, type Page, pageOf } from './cursor.ts'
import { conclusionOf, findingOf } from './finding.ts'
import type { Output } from './output.ts'
import { ungrantedIn } from './ungranted.ts'
import { rank } from './rank.ts'
import { mitigationOf, rowOf, suspectOf } from './row.ts'
import { type Asked, type Scope, scopeOf } from '../shared/change-scope.ts'

/** What was asked: the scope, and which page of how many rows. */
interface Given extends Asked {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

const defaultRows = 10
const dayMs = 86_400_000
/** So far back a change may lie dormant. */
const lookBackMs = 14 * dayMs

/** Ranks the changes of the window and answers with one page; the first page of an incident goes on its record. */
export async function runListDeployments(
  given: Given,
  context: ReadContext,
): Promise<Answer<Output>> {
  const { cursor, limit, ...asked } = given
  const scope = scopeOf(asked, context)
  const query = queryOf(asked, scope)
  const page = cursor === undefined ? firstPage(scope, context.nowMs) : pageOf(query, cursor)
  const { window } = page
  const earlierMs = asked.from === undefined ? earlierOf(scope, page) : 0
  const found = await context.changes.changes({ ...window, lookBackMs: earlierMs }, context.signal)
  const { ranking, gaps: unseen } = await rank(found, scope, page, context)
  if (cursor !== undefined) assertSamePages(ranking.ranked, page)
  const audit = ungrantedIn(found, window, scope.incident, context)
  const frame = {
    conclusion: conclusionOf(ranking, found.gaps.length > 0),
    window: { from: toIso(window.fromMs), to: toIso(window.toMs) },
    ...lookedBack(found, window.fromMs - earlierMs),
    onset: {
      ...(scope.onset.atMs === null ? {} : { at: toIso(scope.onset.atMs) }),
      from: scope.onset.origin,
    },
    strongSuspect: ranking.strongSuspect,
    suspects: ranking.ranked.slice(0, mostNamed).filter(isCause).map(suspectOf),
    ...mitigationsOf(ranking),
    total: ranking.ranked.length,
    ungranted: audit.shown,
    sources: [...found.sources],
    gaps: [...found.gaps, ...unseen, ...audit.gaps],
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
    ...(truncated ? { cursor: cursorOf(query, nextPage(page, ranking, end)) } : {}),
    changes: [...changes],
  }
  if (scope.incident === null || cursor !== undefined) return { structured }
  const gaps = [...found.gaps, ...audit.gaps]
  const finding = findingOf(scope.incident, scope, ranking, gaps, context.nowMs)
  return { structured, incident: scope.incident.id, finding: { ...finding, grants: audit.account } }
}

/** What the counts, the cursor, the fence and its legend cost. */
const frameTokens = 140
const mostNamed = 3
const mostMitigations = 2

function firstPage({ window }: Scope, nowMs: number): Page {
  return { offset: 0, window, asOfMs: nowMs, before: '' }
}

function nextPage(page: Page, { ranked }: Ranking, offset: number): Page {
  return { ...page, offset, before: digestOfPages(ranked, offset) }
}

/** How far before the window sources are asked that cost nobody a request: to 14 days before the onset. */
function earlierOf({ onset }: Scope, { window }: Page): number {
  return onset.span === null ? 0 : Math.max(0, window.fromMs - (onset.span.earliestMs - lookBackMs))
}

function lookedBack(
  { lookedBack: sources = [] }: ChangeLogResult,
  fromMs: number,
): Pick<Output, 'lookBack'> {
  return sources.length === 0 ? {} : { lookBack: { from: toIso(fromMs), sources: [...sources] } }
}

function isCause({ verdict }: RankedChange): boolean {
  return verdict !== 'possible mitigation'
}

/** Those that fit best, which the table shows after all causes. */
function mitigationsOf({ ranked }: Ranking): Pick<Output, 'mitigations'> {
  const after = ranked.filter((one) => !isCause(one)).slice(0, mostMitigations)
  return after.length === 0 ? {} : { mitigations: after.map(mitigationOf) }
}

function queryOf(asked: Asked, { onset }: Scope) {
  return { ...asked, onset: onset.span === null ? null : { ...onset.span } }
}
