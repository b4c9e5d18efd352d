import type { ChangeEvent } from '../../domain/change-event.ts'
import type { Gap } from '../../domain/gap.ts'
import { rankChanges, type Ranking } from '../../domain/ranking.ts'
import { blastSet } from '../../domain/ranking/blast-set.ts'
import { nameMatcher } from '../../domain/ranking/name-words.ts'
import type { ChangeLogResult } from '../../ports/change-log.ts'
import type { ReadContext } from '../../ports/context.ts'
import type { Scope } from '../shared/change-scope.ts'
import type { Page } from './cursor.ts'
import { seenOf } from './seen.ts'

/** Ranks what was asked for against all that is known of the window, the logs and the incident, as of the first page. */
export async function rank(
  { changes }: Pick<ChangeLogResult, 'changes'>,
  scope: Scope,
  { window, asOfMs }: Page,
  context: ReadContext,
): Promise<{ readonly ranking: Ranking; readonly gaps: readonly Gap[] }> {
  const affected = scope.service === null ? (scope.incident?.services ?? []) : [scope.service]
  const services = blastSet(context.services, affected)
  const wanted = wantedBy(scope, [...services.affected, ...services.dependencies])
  const { seen, gaps } = await seenOf(changes, affected, scope, asOfMs, context)
  const against = {
    onset: scope.onset.span,
    services,
    regions: scope.incident?.regions ?? [],
    environment: scope.environment ?? scope.incident?.environment ?? null,
    nowMs: asOfMs,
    fromMs: window.fromMs,
    seen,
  }
  return { ranking: rankChanges(changes.filter(wanted), against, changes), gaps }
}

/** A change that does not say where it belongs may belong anywhere, so it is kept. */
function wantedBy(
  { kind, environment, service }: Scope,
  related: readonly string[],
): (change: ChangeEvent) => boolean {
  const fits = nameMatcher(related)
  return (change) =>
    (kind === null || change.kind === kind) &&
    (environment === null || change.environment === null || change.environment === environment) &&
    (service === null || change.service === null || fits(change.service) === 'same')
}
