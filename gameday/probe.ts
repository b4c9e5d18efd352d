import type { Company } from './company.ts'
import type { World } from './world.ts'

/** What real requests with synthetic users found. */
export interface Probe {
  readonly requests: number
  readonly failures: number
  /** Callers of the affected cohort who met the fault itself, and how many were asked. */
  readonly cohort: { readonly requests: number; readonly failures: number }
  /** The last failing answer, else the last answer. */
  readonly sample: { readonly status: number; readonly correlationId: string }
}

/** Sends `each` requests for callers in and outside of the cohort to the endpoint that the scenario breaks. */
export async function probe(company: Company, world: World, each: number): Promise<Probe> {
  const { endpoint, cohort } = world.scenario.fault
  const ask = async (keyId: string): Promise<{ status: number; correlationId: string }> => {
    const email = `synthetic-${keyId}@baton.example`
    const request = { endpoint, email, name: 'Synthetic User', ip: '127.0.0.1', keyId }
    const { status, body } = await company.call(request)
    return { status, correlationId: /"correlationId":"([\w-]+)"/.exec(body)?.[1] ?? 'none' }
  }
  const inside = await Promise.all(Array.from({ length: each }, () => ask(cohort.keyId)))
  const outside = await Promise.all(Array.from({ length: each }, () => ask(cohort.others)))
  const met = (answers: readonly { status: number }[]): number =>
    answers.filter(({ status }) => status === world.scenario.fault.status).length
  const all = [...outside, ...inside]
  return {
    requests: all.length,
    failures: failed(all),
    cohort: { requests: inside.length, failures: met(inside) },
    sample: all.findLast(({ status }) => status >= 500) ?? all.at(-1)!,
  }
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${Math.round((part / whole) * 1_000) / 10} %`
}

function failed(answers: readonly { readonly status: number }[]): number {
  return answers.filter(({ status }) => status >= 500).length
}
