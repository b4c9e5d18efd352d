import type { ChangeEvent } from '../../domain/change-event.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Incident } from '../../domain/incident.ts'
import { authorOf, type NamedValue } from '../../domain/known-person.ts'
import { regionsOf } from '../../domain/ungranted/account.ts'
import { type Grant, grantsIn, longestGrantMs } from '../../domain/ungranted/grant.ts'
import { isTelling, type Judged, judgeChanges, touches } from '../../domain/ungranted/judge.ts'
import { statementOf } from '../../domain/ungranted/statement.ts'
import { reasonOf, rules } from '../../domain/ungranted/words.ts'
import { toIso, toMinute } from '../../domain/time.ts'
import type { Window } from '../../domain/window.ts'
import type { ChangeLogResult } from '../../ports/change-log.ts'
import type { RedactionScope } from '../../ports/redactor.ts'
import { printableUrl } from '../../tools/list-deployments/row.ts'
import { exact } from '../decide/plain.ts'
import { decisionFault, trustIn } from './decision.ts'
import type { ExportHouse } from './house.ts'
import type { Proof } from './proof.ts'
import type { Report } from './report.ts'

const columns = [
  'verdict',
  'started_utc',
  'region',
  'environment',
  'kind',
  'service',
  'target',
  'version',
  'previous',
  'state',
  'actor',
  'source',
  'id',
  'link',
  'request',
  'incident',
  'reason',
] as const

const askMs = 30_000

/** Changes of production that the sources report now and that no grant of the record covers, each with why. */
export async function ungrantedReport(
  house: ExportHouse,
  incident: Incident | null,
  window: Window,
  proof: Proof,
): Promise<Report> {
  const { config, casebook, clock } = house
  const nowMs = clock.nowMs()
  const wide = { fromMs: window.fromMs - longestGrantMs, toMs: window.toMs + longestGrantMs }
  const found = await ask(house, wide)
  const { grants, glass, gaps: lost } = grantsIn(casebook.incidents())
  const { environments } = config
  const known = trustIn(house)
  const isProven = ({ request }: Grant): boolean =>
    'gap' in known || decisionFault(casebook.request(request), known.trust) === null
  const question = {
    changes: found.changes,
    window: wide,
    grants,
    glass,
    environments,
    nowMs,
    isProven,
  }
  const judged = judgeChanges(question).filter(({ change }) => touches(change, window))
  const unproven = 'gap' in known ? [known.gap] : []
  const gaps = [...recordGap(proof), ...unproven, ...lost, ...found.gaps]
  const count = (wanted: Judged['verdict']): number =>
    judged.filter(({ verdict }) => verdict === wanted).length
  const counts = {
    ungranted: count('ungranted'),
    unclear: count('unclear'),
    granted: count('granted'),
  }
  const telling = judged.filter(isTelling)
  const scope = { incident: incident?.id ?? null, profile: 'log', ownKeys: true } as const
  const summary = statementOf(counts, gaps.length > 0)
  return {
    columns,
    rows: [
      ...telling.map(rowOf(house, { ...scope, knowing: namedIn(found.changes) })),
      ...gaps.map(gapRow),
    ],
    complete: gaps.length === 0,
    summary,
    head: {
      export: 'ungranted',
      asOf: toIso(nowMs),
      incident: incident?.id ?? null,
      from: toIso(window.fromMs),
      to: toIso(window.toMs),
      rule: rules,
      ...counts,
      statement: summary,
      record: { ...proof },
      checkpoint: casebook.checkpoint(),
      sources: [...found.sources],
      gaps: [...gaps],
    },
  }
}

/** Sources that hang are a gap; each has its own deadline too. */
async function ask(house: ExportHouse, window: Window): Promise<ChangeLogResult> {
  const signal = AbortSignal.timeout(askMs)
  try {
    return await house.changesIn(window, signal)
  } catch (error) {
    if (!signal.aborted) throw error
    const reason = `The sources did not answer within ${askMs / 1_000} seconds.`
    return { changes: [], sources: [], gaps: [{ source: 'changes', reason }] }
  }
}

function recordGap({ record, reason }: Proof): readonly Gap[] {
  return reason === null
    ? []
    : [
        {
          source: 'record',
          reason: record === 'none' ? reason : `The record is ${record}: ${reason}`,
        },
      ]
}

/** Whoever made or approved one of the changes is hidden in all of them, unless the configuration knows them. */
function namedIn(changes: readonly ChangeEvent[]): readonly NamedValue[] {
  return changes.flatMap(({ actor, approvedBy, alsoBy }) =>
    [actor, ...approvedBy, ...alsoBy].flatMap(authorOf),
  )
}

const rowOf =
  (
    { config, redactor, actorsIn }: ExportHouse,
    scope: RedactionScope,
    names = actorsIn(scope.incident),
  ) =>
  (each: Judged) => {
    const { change, grant, verdict } = each
    const { environments, links } = config
    const { value } = redactor.json(
      {
        region: change.region ?? regionsOf(change.environment, environments),
        environment: change.environment,
        service: change.service,
        target: change.target,
        version: change.version,
        previous: change.previous,
        state: change.state,
        actor: change.actor === null ? null : names(change.actor),
        source: change.source,
        id: change.id,
        link: change.url === null ? null : (printableUrl(change.url, links) ?? null),
      },
      scope,
    )
    const told = Object.entries(value).map(([name, text]) => [name, spelled(text)])
    return {
      ...(Object.fromEntries(told) as Record<string, string>),
      verdict,
      kind: change.kind,
      started_utc: toMinute(change.startedAtMs),
      request: grant?.request ?? '',
      incident: grant?.incident ?? '',
      reason: reasonOf(each),
    }
  }

function gapRow({ source, reason }: Gap) {
  return { verdict: 'not known', source: exact(source), reason }
}

/** To the letter, so that no look-alike passes for another; a token stays as it is. */
function spelled(text: string | null): string {
  return (text ?? '')
    .split(/(«[a-z0-9:-]{1,80}»)/i)
    .map((part, index) => (index % 2 === 1 ? part : exact(part)))
    .join('')
}
