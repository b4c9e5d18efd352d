/** What is looked at, in this order. */
export const steps = [
  'storage',
  'sequence',
  'order',
  'bodies',
  'leaves',
  'head',
  'root',
  'signature',
  'outside',
] as const
export type Step = (typeof steps)[number]

/** `broken`: the evidence contradicts itself. `unacceptable`: nothing contradicts it, but it does not prove what was asked. */
export type Fault = 'broken' | 'unacceptable'

/** What one step found; `entry` is the number of the first entry it is about, or the first that is missing. */
export interface Finding {
  readonly step: Step
  readonly ok: boolean
  readonly fault?: Fault
  readonly entry?: number
  readonly reason?: string
}

export interface Verdict {
  readonly outcome: 'sound' | Fault
  readonly entries: number
  readonly findings: readonly Finding[]
}

export function broken(step: Step, reason: string, entry?: number): Finding {
  return { step, ok: false, fault: 'broken', reason, ...(entry === undefined ? {} : { entry }) }
}

export function unacceptable(step: Step, reason: string): Finding {
  return { step, ok: false, fault: 'unacceptable', reason }
}

/** One finding for each step looked at: its first contradiction, else its first doubt, else that it holds. */
export function conclude(
  entries: number,
  faults: readonly Finding[],
  skipped: readonly Step[],
): Verdict {
  const worst = (step: Step) =>
    faults.find((fault) => fault.step === step && fault.fault === 'broken') ??
    faults.find((fault) => fault.step === step)
  const looked = steps.filter((step) => !skipped.includes(step))
  const findings = looked.map((step) => worst(step) ?? { step, ok: true })
  const outcome = findings.some(({ fault }) => fault === 'broken')
    ? 'broken'
    : findings.every(({ ok }) => ok)
      ? 'sound'
      : 'unacceptable'
  return { outcome, entries, findings }
}
