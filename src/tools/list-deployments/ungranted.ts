import type { Gap } from '../../domain/gap.ts'
import type { Incident } from '../../domain/incident.ts'
import type { Account } from '../../domain/facts/account.ts'
import { accountOf, inTurn } from '../../domain/ungranted/account.ts'
import { grantsIn } from '../../domain/ungranted/grant.ts'
import { type Judged, judgeChanges } from '../../domain/ungranted/judge.ts'
import { momentOf } from '../../domain/ungranted/words.ts'
import type { Window } from '../../domain/window.ts'
import type { ChangeLogResult } from '../../ports/change-log.ts'
import type { ReadContext } from '../../ports/context.ts'
import { printableUrl } from './row.ts'
import type { Ungranted } from './ungranted-output.ts'

const mostShown = 3

/** What the answer and the record say about changes of production without a grant. */
export function ungrantedIn(
  { changes }: Pick<ChangeLogResult, 'changes'>,
  window: Window,
  incident: Incident | null,
  context: Pick<ReadContext, 'casebook' | 'environments' | 'links' | 'nowMs'>,
): { readonly shown: Ungranted; readonly account: Account; readonly gaps: readonly Gap[] } {
  const { environments, nowMs } = context
  const { grants, glass, gaps } = grantsIn(context.casebook.incidents())
  const judged = judgeChanges({ changes, window, grants, glass, environments, nowMs })
  const services = incident?.services ?? []
  const linkOf = (url: string | null): string | null =>
    url === null ? null : (printableUrl(url, context.links) ?? null)
  const account = accountOf(judged, environments, services, linkOf)
  const { ungranted, unclear, granted } = account
  return {
    shown: {
      ungranted,
      unclear,
      granted,
      first: inTurn(judged.filter(isUngranted), services).slice(0, mostShown).map(momentOf),
    },
    account,
    gaps,
  }
}

function isUngranted({ verdict }: Judged): boolean {
  return verdict === 'ungranted'
}
