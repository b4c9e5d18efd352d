import { type Severity, isAbove } from './severity.ts'

/** What triage knows; rates and shares are 0 to 1, null where nothing could be measured. */
export interface TriageInput {
  readonly errorRate: number | null
  readonly burnRate: number | null
  readonly affectedShare: number | null
  readonly coreService: boolean
  readonly alertSeverity: string | null
  /** Raw report text; only looked at for fixed words, never repeated. */
  readonly report: string
  readonly stated: Severity | null
}

export interface Triage {
  readonly severity: Severity
  /** Each rule that fired, in Baton's own words. */
  readonly reasons: readonly string[]
}

/** Burn rate at which 2 % of a 30-day error budget is spent in one hour (Google SRE Workbook, chapter 5). */
export const fastBurn = 14.4
/** Burn rate at which 5 % is spent in six hours (same source). */
export const slowBurn = 6

interface Rule {
  readonly severity: Severity
  readonly reason: string
  holds(input: TriageInput): boolean
}

const above = (value: number | null, bound: number): boolean => value !== null && value >= bound

/** The severity matrix, resources/support/severity-matrix.md; the most severe rule that holds decides. */
const rules: readonly Rule[] = [
  {
    severity: 'SEV1',
    reason: 'the report speaks of data loss or a security breach',
    holds: ({ report }) => /\b(data loss|lost data|breach|leaked|corrupt(ed|ion))\b/i.test(report),
  },
  {
    severity: 'SEV1',
    reason: 'a core service fails for at least 25 % of requests or users',
    holds: (input) =>
      input.coreService && (above(input.errorRate, 0.25) || above(input.affectedShare, 0.25)),
  },
  {
    severity: 'SEV2',
    reason: 'at least 5 % of requests or users of the service fail',
    holds: (input) => above(input.errorRate, 0.05) || above(input.affectedShare, 0.05),
  },
  {
    severity: 'SEV2',
    reason: `the error budget burns at ${fastBurn} times its allowance or faster`,
    holds: ({ burnRate }) => above(burnRate, fastBurn),
  },
  {
    severity: 'SEV2',
    reason: 'the alert is critical',
    holds: ({ alertSeverity }) => /^(critical|page|p1|sev1)$/i.test(alertSeverity ?? ''),
  },
  {
    severity: 'SEV3',
    reason: `the error budget burns at ${slowBurn} times its allowance or faster`,
    holds: ({ burnRate }) => above(burnRate, slowBurn),
  },
  {
    severity: 'SEV3',
    reason: 'at least 1 % of requests fail',
    holds: ({ errorRate }) => above(errorRate, 0.01),
  },
  {
    severity: 'SEV3',
    reason: 'a core service is reported as failing',
    holds: ({ coreService, report }) =>
      coreService && /\b(cannot|can't|unable|fail|error|down|blank|slow)/i.test(report),
  },
]

/** Classifies; a stated severity may only raise the result, because lowering needs the incident commander. */
export function triage(input: TriageInput): Triage {
  const fired = rules.filter((rule) => rule.holds(input))
  const computed = fired[0]?.severity ?? 'SEV4'
  const reasons = fired.filter(({ severity }) => severity === computed).map(({ reason }) => reason)
  if (fired.length === 0) reasons.push('no measured or reported impact reaches a higher severity')
  const { stated } = input
  if (stated === null) return { severity: computed, reasons }
  if (isAbove(stated, computed)) {
    return { severity: stated, reasons: [...reasons, `raised to ${stated} by the requester`] }
  }
  if (stated === computed) return { severity: computed, reasons }
  const kept = `${stated} was asked for; lowering needs the incident commander`
  return { severity: computed, reasons: [...reasons, kept] }
}
