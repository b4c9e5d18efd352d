import type { Incident } from '../domain/incident.ts'
import { instantMs } from '../domain/time.ts'
import { onsetOf, resolutionOf } from './known.ts'

/** A response time between two moments of the record, epoch milliseconds; undefined where the record lacks one. */
export interface Metric {
  readonly name: string
  readonly fromMs: number | undefined
  readonly toMs: number | undefined
  readonly tookMs: number | undefined
}

/** MTTD, MTTA, MTTM and MTTR of this incident, and how long the handoff waited. */
export function metricsOf(incident: Incident): readonly Metric[] {
  const detected = instantMs(incident.detectedAt)
  const { handoff, acknowledgement } = incident
  return [
    metric('MTTD, onset to detection', onsetOf(incident), detected),
    metric('MTTA, detection to triage', detected, instantMs(incident.openedAt)),
    metric('MTTM, detection to first mitigation', detected, mitigatedMs(incident)),
    recoveryOf(incident),
    metric(
      'Handoff to acknowledgement',
      instantMs(handoff?.at ?? ''),
      instantMs(acknowledgement?.recordedAt ?? ''),
    ),
  ]
}

/** MTTR: from detection to the moment of recovery that the resolution names. */
export function recoveryOf(incident: Incident): Metric {
  const name = 'MTTR, detection to resolution'
  return metric(name, instantMs(incident.detectedAt), instantMs(resolutionOf(incident)?.at ?? ''))
}

function mitigatedMs({ requests }: Incident): number | undefined {
  const first = requests.find(
    ({ state, outcome, proposal }) =>
      state === 'applied' && outcome !== null && proposal.inverseOf === null,
  )
  return instantMs(first?.outcome?.at ?? '')
}

/** Time does not run back: two moments in the wrong order are no measure. */
function metric(name: string, fromMs: number | undefined, toMs: number | undefined): Metric {
  const isKnown = fromMs !== undefined && toMs !== undefined && toMs >= fromMs
  return { name, fromMs, toMs, tookMs: isKnown ? toMs - fromMs : undefined }
}
