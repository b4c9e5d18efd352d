export const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const
export type Severity = (typeof severities)[number]

/** True when the first is more severe: SEV1 is above SEV2. */
export function isAbove(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) < severities.indexOf(other)
}
