import type { Gap } from '../../domain/gap.ts'
import { faultWords } from './fault.ts'
import type { Missing } from './parts.ts'

const names = {
  everything: 'Deployments, releases, environments and the default branch',
  deployments: 'Deployments',
  releases: 'Releases',
  environments: 'The protection of its environments',
  commits: 'What came to the default branch',
  runs: 'Workflow runs',
  approvals: 'Who approved deployments',
} as const satisfies Record<Missing['part'], string>

const extents = {
  all: 'missing',
  older: 'the older ones are missing',
  some: 'something of it is missing',
} as const satisfies Record<Missing['extent'], string>

/** What is not known, in our words; of one part and reason once. */
export function gapsOf(source: string, faults: readonly Missing[], nowMs: number): readonly Gap[] {
  const reasons = faults.map(({ part, why, extent }) => {
    const what = `${names[part]}: ${extents[extent]}.`
    return `${what} ${typeof why === 'string' ? why : faultWords(why, nowMs)}`
  })
  return [...new Set(reasons)].map((reason) => ({ source, reason }))
}

export function brokenWords(broken: number): string {
  return `${broken} of its entries could not be read and are left out.`
}
