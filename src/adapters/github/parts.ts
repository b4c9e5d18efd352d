import * as z from 'zod'

import { VendorFault } from '../network/vendor-fault.ts'
import { kindOfParts, type Partial } from './session.ts'
import { Page } from './shapes.ts'

/** Each part of an answer by the field that holds it. */
const fields = {
  deployments: 'deployments',
  releases: 'releases',
  environments: 'environments',
  commits: 'defaultBranchRef',
} as const
export type Part = keyof typeof fields
const parts = Object.keys(fields) as readonly Part[]

/** What is not known, and why: all of a part, the older of it, or something of it here and there. */
export interface Missing {
  readonly part: Part | 'everything' | 'runs' | 'approvals'
  readonly why: VendorFault | string
  readonly extent: 'all' | 'older' | 'some'
}

/** A page of a list; where it does not say whether there are more, there may be. */
export interface Listed {
  readonly nodes: readonly unknown[]
  readonly pageInfo: z.output<typeof Page>
}

const List = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: Page.catch({ hasNextPage: true, endCursor: null }),
})
const Answer = z.object({ repository: z.record(z.string(), z.unknown()) })
const Branch = z.object({ name: z.string(), target: z.object({ history: List }) })

/** One answer taken apart: what there is of each part that was asked for, and what is missing. Throws VendorFault. */
export function asParts({ data, errors }: Partial, asked: readonly Part[]) {
  const found = Answer.safeParse(data)
  if (!found.success) {
    throw new VendorFault(errors.length > 0 ? kindOfParts(errors) : 'unexpected')
  }
  const { repository } = found.data
  const branch = Branch.safeParse(repository['defaultBranchRef'])
  const listed = (part: Part): Listed | null => {
    if (part === 'commits') return branch.success ? branch.data.target.history : null
    return List.safeParse(repository[fields[part]]).data ?? null
  }
  const given = new Map(asked.map((part) => [part, listed(part)]))
  const missing = asked.flatMap((part): Missing[] => {
    const own = errors.filter(({ path }) => path?.[1] === fields[part])
    const extent = given.get(part) === null ? 'all' : 'some'
    if (own.length > 0) return [{ part, why: new VendorFault(kindOfParts(own)), extent }]
    const isEmpty = part === 'commits' && repository['defaultBranchRef'] === null
    return extent === 'some' || isEmpty
      ? []
      : [{ part, why: new VendorFault('unexpected'), extent }]
  })
  const others = errors.filter(({ path }) => !parts.some((part) => fields[part] === path?.[1]))
  if (others.length > 0) {
    missing.push({
      part: 'everything',
      why: new VendorFault(kindOfParts(others)),
      extent: 'some',
    })
  }
  return { given, missing, branch: branch.success ? branch.data.name : null }
}
