import type { Incident } from '../../domain/incident.ts'
import { grantedUnder } from '../../domain/incident/glass.ts'
import { isPublication } from '../../domain/publication.ts'
import { type ChangeRequest, requestsOf } from '../../domain/request.ts'
import { instantMs, minuteOf, toIso } from '../../domain/time.ts'
import type { Window } from '../../domain/window.ts'
import { findCheckpoints } from '../../record/checkpoint.ts'
import { exact, exactJson, plain } from '../decide/plain.ts'
import { decisionFault, type KnownTrust, trustIn } from './decision.ts'
import type { ExportHouse } from './house.ts'
import type { Proof } from './proof.ts'
import type { Report } from './report.ts'

const columns = [
  'request',
  'incident',
  'type',
  'system',
  'target',
  'service',
  'environment',
  'production',
  'region',
  'from',
  'to',
  'reason',
  'requested_by',
  'proposed_utc',
  'decision',
  'decided_by',
  'decided_utc',
  'decision_reason',
  'signature',
  'simulated',
  'break_glass_by',
  'break_glass_answered_by',
  'applied_utc',
  'state',
  'outcome_utc',
  'version_after',
  'outcome_reason',
  'undoes',
  'digest',
  'trust',
  'guarantee',
  'record',
  'checkpoint',
] as const

/** The change register: every request of the record with who decided and what became of it, oldest first. */
export function changesReport(
  house: ExportHouse,
  incident: Incident | null,
  window: Window | null,
  proof: Proof,
): Report {
  const { casebook, clock } = house
  const incidents = incident === null ? casebook.incidents().toReversed() : [incident]
  const note = casebook.checkpoint()
  const known = trustIn(house)
  const [checkpoint] = note === null ? [] : findCheckpoints(note)
  const common = {
    record: proof.record,
    checkpoint: checkpoint ? `${checkpoint.size} ${checkpoint.root}` : '',
  }
  const rows = incidents.flatMap((each) =>
    requestsOf(each)
      .filter(({ proposedAt }) => isIn(window, proposedAt))
      .map((request) => ({ ...rowOf(request, each, known), ...common })),
  )
  return {
    columns,
    rows,
    complete: !('gap' in known),
    summary: `${rows.length} requests on the record.`,
    head: {
      export: 'changes',
      asOf: toIso(clock.nowMs()),
      incident: incident?.id ?? null,
      from: window === null ? null : toIso(window.fromMs),
      to: window === null ? null : toIso(window.toMs),
      requests: rows.length,
      gaps: 'gap' in known ? [known.gap] : [],
      record: { ...proof },
      checkpoint: note,
    },
  }
}

function signatureOf(request: ChangeRequest, known: KnownTrust): string {
  return 'gap' in known ? known.gap.reason : (decisionFault(request, known.trust) ?? 'holds')
}

function isIn(window: Window | null, at: string): boolean {
  const ms = instantMs(at) ?? 0
  return window === null || (window.fromMs <= ms && ms < window.toMs)
}

function rowOf(
  request: ChangeRequest,
  { glass }: Incident,
  known: KnownTrust,
): Record<string, string> {
  const { proposal, decision, intent, outcome } = request
  const breaking = grantedUnder(glass, request)
  const lost = decision?.glass !== undefined && breaking === undefined
  return {
    request: request.id,
    incident: request.incident,
    type: isPublication(proposal) ? 'publication' : 'change',
    system: exact(proposal.system),
    target: exact(proposal.target),
    service: exact(proposal.service ?? ''),
    environment: exact(proposal.environment),
    production: proposal.production ? 'yes' : 'no',
    region: exact(proposal.region),
    from: exactJson(proposal.from),
    to: exactJson(proposal.to),
    reason: plain(proposal.reason),
    requested_by: exact(proposal.requester),
    proposed_utc: minuteOf(request.proposedAt),
    decision: decision?.decision ?? 'none',
    decided_by: exact(decision?.approver ?? ''),
    decided_utc: decision === null ? '' : minuteOf(decision.at),
    decision_reason: plain(decision?.reason ?? ''),
    signature: decision === null ? '' : signatureOf(request, known),
    simulated: decision?.simulated ? 'yes' : 'no',
    break_glass_by: lost ? 'no longer on the record' : exact(breaking?.by ?? ''),
    break_glass_answered_by: exact((breaking?.countersign ?? breaking?.objection)?.by ?? ''),
    applied_utc: intent === null ? '' : minuteOf(intent.at),
    state: request.state,
    outcome_utc: outcome === null ? '' : minuteOf(outcome.at),
    version_after: exact(outcome?.version ?? ''),
    outcome_reason: plain(outcome?.reason ?? ''),
    undoes: proposal.inverseOf ?? '',
    digest: proposal.digest,
    trust: proposal.trust,
    guarantee: proposal.level,
  }
}
