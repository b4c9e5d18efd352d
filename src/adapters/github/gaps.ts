import type { Gap } from '../../domain/gap.ts'
import { faultWords } from './fault.ts'
import type { Missing } from './read-code.ts'

const names = {
  everything: 'Deployments, releases, environments and the default branch',
  deployments: 'Deployments',
  releases: 'Releases',
  environments: 'The protection of its environments',
  commits: 'What came to the default branch',
  runs: 'Workflow runs',
  approvals: 'Who approved deployments',
} as const satisfies Record<Missing['part'], string>

/** What is not known, in our words; of one part and reason once. */
export function gapsOf(source: string, faults: readonly Missing[], nowMs: number): readonly Gap[] {
  const reasons = faults.map(({ part, why, cut }) => {
    const what = `${names[part]}: ${cut ? 'the older ones are missing' : 'missing'}.`
    return `${what} ${typeof why === 'string' ? why : faultWords(why, nowMs)}`
  })
  return [...new Set(reasons)].map((reason) => ({ source, reason }))
}

export function brokenWords(broken: number): string {
  return `${broken} of its entries could not be read and are left out.`
}
