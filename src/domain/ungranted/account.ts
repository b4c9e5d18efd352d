import type { Account, AccountRow } from '../facts/account.ts'
import { authorOf } from '../known-person.ts'
import type { Environment } from '../service.ts'
import { plainName } from '../plain-name.ts'
import { toIso } from '../time.ts'
import { isTelling, type Judged } from './judge.ts'
import { reasonOf } from './words.ts'

/** Rows that the record keeps of one look. */
const mostRows = 40
/** Of those among them whose source names no environment: a busy pipeline has hundreds. */
const mostVague = 10

/** For the record: counts, then the rows that say something beyond the grants themselves, in the order in which they are read. */
export function accountOf(
  judged: readonly Judged[],
  environments: readonly Environment[],
  services: readonly string[],
  linkOf: (url: string | null) => string | null,
): Account {
  const telling = inTurn(judged.filter(isTelling), services)
  const vague = new Set(telling.filter(({ doubt }) => doubt === 'environment').slice(mostVague))
  return {
    ungranted: judged.filter(({ verdict }) => verdict === 'ungranted').length,
    unclear: judged.filter(({ verdict }) => verdict === 'unclear').length,
    granted: judged.filter(({ verdict }) => verdict === 'granted').length,
    rows: telling
      .filter((each) => !vague.has(each))
      .slice(0, mostRows)
      .map((each) => rowOf(each, environments, linkOf)),
  }
}

function rowOf(
  each: Judged,
  environments: readonly Environment[],
  linkOf: (url: string | null) => string | null,
): AccountRow {
  const { change, verdict } = each
  return {
    verdict,
    source: change.source,
    id: plainName(change.id),
    kind: change.kind,
    service: plainName(change.service),
    target: plainName(change.target),
    environment: plainName(change.environment),
    region: plainName(change.region) ?? regionsOf(change.environment, environments),
    at: toIso(change.startedAtMs),
    actor: plainName(change.actor) ?? authorOf(change.actor)[0]?.value ?? null,
    url: linkOf(change.url),
    reason: reasonOf(each),
  }
}

/** Where a change may have been whose source names no region: every region of its environment. */
export function regionsOf(
  environment: string | null,
  environments: readonly Environment[],
): string {
  const declared = environments.filter(({ name }) => name === environment)
  return declared.flatMap(({ regions }) => regions).join(', ') || 'unknown'
}

const ranks = { ungranted: 0, unclear: 1, granted: 2 } as const

/**
 * Without a grant first; of those one of each maker and kind before the second of any, so that many changes of one sort do not
 * push another one out of a short list; of the affected services first.
 */
export function inTurn(judged: readonly Judged[], services: readonly string[]): readonly Judged[] {
  const affected = ({ change }: Judged): number =>
    change.service !== null && services.includes(change.service) ? 0 : 1
  const sorted = judged.toSorted(
    (a, b) =>
      ranks[a.verdict] - ranks[b.verdict] ||
      affected(a) - affected(b) ||
      a.change.startedAtMs - b.change.startedAtMs,
  )
  const seen = new Map<string, number>()
  const turns = new Map(
    sorted.map((each) => {
      const { source, actor, kind } = each.change
      const sort = JSON.stringify([each.verdict, source, actor, kind])
      const turn = seen.get(sort) ?? 0
      seen.set(sort, turn + 1)
      return [each, turn]
    }),
  )
  return sorted.toSorted(
    (a, b) => ranks[a.verdict] - ranks[b.verdict] || turns.get(a)! - turns.get(b)!,
  )
}
