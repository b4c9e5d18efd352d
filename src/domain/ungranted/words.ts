import { toMinute } from '../time.ts'
import type { Doubt, Judged } from './judge.ts'
import { toleranceMs } from './grant.ts'

const doubts: Readonly<Record<Doubt, string>> = {
  environment: 'its source does not say in which environment it was',
  target: 'its source does not say what exactly was changed',
  outcome: 'the outcome of the granted change is not known',
  twice: 'another source tells of the granted change as well',
  effect: 'it failed, waits or was cancelled under way; what it did by then is not told',
  unproven: 'the decision of its grant cannot be proven with the keys of the trust folder',
  window: 'the window that was asked about cuts through the time of the granted change',
  glass: 'the break-glass under which it was granted is no longer on the record',
}

/** Why a change has its verdict, in our words; a request and a person of the trust folder are named. */
export function reasonOf({ verdict, doubt, grant, during }: Judged): string {
  const request = grant === null ? '' : ` (${grant.request} of ${grant.incident})`
  if (doubt !== null) return `cannot be told: ${doubts[doubt]}${request}`
  if (verdict === 'ungranted') {
    const by = during === null ? '' : `; glass was broken by ${during.by}, which lifts no grant`
    return `no grant on this record${by}`
  }
  const { glass } = grant!
  const simulated = grant!.simulated ? ' by a SIMULATED person, no real approval' : ''
  const granted = `granted${request}${simulated}`
  if (glass === null || glass === 'lost') return granted
  const answered = glass.countersign
    ? 'countersigned'
    : glass.objection
      ? 'objected to'
      : 'not countersigned'
  const played = glass.simulated ? ', a simulated person' : ''
  return `${granted} under break-glass by ${glass.by}${played}, ${answered}`
}

/** What was compared, for whoever reads the result. */
export const rules = `A grant covers one change of the same target, environment and region, from its apply to its read-back and ${toleranceMs / 60_000} minutes either side.`

/** When and what, without a name that somebody else chose. */
export function momentOf({ change }: Judged): string {
  return `${change.kind} ${toMinute(change.startedAtMs)}`
}
