import type { FactBody } from '../../domain/fact.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Incident } from '../../domain/incident.ts'
import { plainName } from '../../domain/plain-name.ts'
import type { RankedChange, Ranking } from '../../domain/ranking.ts'
import { toIso, toMinute } from '../../domain/time.ts'
import type { Scope } from '../shared/change-scope.ts'

/** One sentence, in our words alone: what the ranking says about the cause, which goes by its rank. */
export function conclusionOf(ranking: Ranking, missing: boolean): string {
  return saying(ranking, missing, ({ rank, change }) => `number ${rank}, a ${change.kind}`)
}

/** The same for the record, whose readers see no table: with the name that the source gave to the change. */
function statementOf(ranking: Ranking, missing: boolean): string {
  return saying(ranking, missing, ({ change }) => {
    const service = plainName(change.service)
    return [change.kind, plainName(change.id), service && `in ${service}`].filter(Boolean).join(' ')
  })
}

function saying(ranking: Ranking, missing: boolean, named: (best: RankedChange) => string): string {
  const [best] = ranking.ranked
  const beyond = missing ? ' Sources are missing: see gaps.' : ''
  if (best === undefined) return `No change is known in this window.${beyond}`
  if (!ranking.strongSuspect) {
    return `No strong suspect among ${changesIn(ranking)}: look elsewhere too.${beyond}`
  }
  const { change, score } = best
  return `The strongest of ${changesIn(ranking)}: ${named(best)}, ${toMinute(change.startedAtMs)}, log-odds ${score}.${beyond}`
}

function changesIn({ ranked }: Ranking): string {
  return `${ranked.length} ${ranked.length === 1 ? 'change' : 'changes'}`
}

/** What goes on the incident's record with the answer. */
export function findingOf(
  incident: Incident,
  scope: Scope,
  ranking: Ranking,
  gaps: readonly Gap[],
  nowMs: number,
): FactBody<'finding.recorded'> {
  const { window, onset } = scope
  const best: RankedChange | undefined = ranking.ranked[0]
  return {
    tool: 'list_deployments',
    statement: statementOf(ranking, gaps.length > 0),
    query: wordsOf(scope),
    window: { from: toIso(window.fromMs), to: toIso(window.toMs) },
    region: incident.regions.join(', ') || 'all',
    asOf: toIso(nowMs),
    values: {
      total: ranking.ranked.length,
      onset: onset.atMs === null ? null : toIso(onset.atMs),
      onsetFrom: onset.origin,
      suspect: plainName(best?.change.id),
      suspectKind: best?.change.kind ?? null,
      suspectService: plainName(best?.change.service),
      suspectStartedAt: best === undefined ? null : toIso(best.change.startedAtMs),
      suspectScore: best?.score ?? null,
      suspectVerdict: best?.verdict ?? null,
      otherSuspects: otherSuspects(ranking),
      likeliest: likeliest(ranking),
    },
    gaps: [...gaps],
  }
}

/** The second and third suspect with when they started and how strong they are; one that has no plain name goes by its kind. */
function otherSuspects({ ranked }: Ranking): string | null {
  const others = ranked.slice(0, 3).slice(1).filter(isSuspect).map(suspectWords)
  return others.length === 0 ? null : others.join('; ')
}

function isSuspect({ verdict }: RankedChange): boolean {
  return verdict !== 'possible mitigation'
}

function suspectWords({ change, verdict, score }: RankedChange): string {
  const service = plainName(change.service)
  const what = [change.kind, shortName(change.id), service && `in ${service}`].filter(Boolean)
  return `${what.join(' ')}, ${toMinute(change.startedAtMs)}, ${verdict} (${score})`
}

const mostNamed = 5

/** Ids of the likeliest changes, best first; the id of one that is no plain name is left out. */
function likeliest({ ranked }: Ranking): string | null {
  const ids = ranked.slice(0, mostNamed).flatMap(({ change }) => shortName(change.id) ?? [])
  return ids.length === 0 ? null : ids.join(', ')
}

/** A commit's hash in twelve digits. */
function shortName(id: string): string | null {
  return /^[0-9a-f]{40,64}$/.test(id) ? id.slice(0, 12) : plainName(id)
}

/** What was asked for, in words. */
function wordsOf({ kind, service, environment }: Scope): string {
  const shown = (value: string): string => plainName(value) ?? 'as asked for'
  return [
    kind === null ? 'all kinds of change' : `kind ${kind}`,
    service === null ? 'all services' : `service ${shown(service)} and what it depends on`,
    environment === null ? 'all environments' : `environment ${shown(environment)}`,
  ].join(', ')
}
