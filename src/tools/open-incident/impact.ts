import type { FactBody } from '../../domain/fact.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Service } from '../../domain/service.ts'
import { toIso } from '../../domain/time.ts'
import { fastBurn } from '../../domain/triage.ts'
import type { Window } from '../../domain/window.ts'
import type { ReadContext } from '../tool.ts'

type Impact = FactBody<'incident.opened'>['impact']

export interface MeasuredImpact {
  readonly impact: Impact
  readonly affectedShare: number | null
  readonly gaps: readonly Gap[]
}

const minuteMs = 60_000

/**
 * Error ratio since shortly before detection against the time before, distinct affected users rounded down to tens,
 * and the burn rate against the service's objective. Null where the logs cannot say.
 */
export async function measureImpact(
  context: ReadContext,
  service: Service | undefined,
  environment: string,
  window: Window,
  detectedAtMs: number,
): Promise<MeasuredImpact> {
  const result = await context.logs.search(
    {
      window,
      filters: { environment, ...(service && { service: service.name }) },
      bucketMs: minuteMs,
      samples: 0,
      order: 'time',
      after: null,
      spans: false,
    },
    context.signal,
  )
  const sinceMs = detectedAtMs - 5 * minuteMs
  const errorRate = ratio(result.buckets.filter(({ fromMs }) => fromMs >= sinceMs))
  const objective = service?.slo?.objective
  const burnRate =
    errorRate === null || objective === undefined ? null : errorRate / (1 - objective)
  const users = result.affectedUsers
  return {
    impact: {
      asOf: toIso(context.nowMs),
      errorRate,
      baselineErrorRate: ratio(result.buckets.filter(({ fromMs }) => fromMs < sinceMs)),
      affectedUsers: users < 5 ? null : Math.max(5, Math.floor(users / 10) * 10),
      burnRate: burnRate === null ? null : Math.round(burnRate * 10) / 10,
      budgetExceeded: burnRate === null ? null : burnRate >= fastBurn,
    },
    affectedShare: service?.mau ? users / service.mau : null,
    gaps: result.gaps,
  }
}

function ratio(buckets: readonly { total: number; errors: number }[]): number | null {
  const total = buckets.reduce((sum, bucket) => sum + bucket.total, 0)
  const errors = buckets.reduce((sum, bucket) => sum + bucket.errors, 0)
  return total === 0 ? null : Math.round((errors / total) * 10_000) / 10_000
}
