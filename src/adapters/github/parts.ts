import * as z from 'zod'

import { VendorFault } from '../network/vendor-fault.ts'
import { kindOfParts, type Partial } from './session.ts'
import { loose, Page } from './shapes.ts'

export const parts = ['deployments', 'releases', 'environments', 'commits'] as const
export type Part = (typeof parts)[number]

const Connection = loose(
  z.object({
    nodes: z.array(z.unknown()),
    pageInfo: Page.catch({ hasNextPage: false, endCursor: null }),
  }),
)

const Answer = z.object({
  repository: z.object({
    deployments: Connection,
    releases: Connection,
    environments: Connection,
    defaultBranchRef: loose(
      z.object({ name: z.string(), target: loose(z.object({ history: Connection })) }),
    ),
  }),
})

interface Listed {
  readonly nodes: readonly unknown[]
  readonly page: z.output<typeof Page>
}

/** One answer taken apart: what there is of each part, and why there is nothing of another. Throws VendorFault. */
export function asParts({ data, errors }: Partial): {
  readonly parts: Readonly<Record<Part, Listed | null>>
  readonly branch: string | null
  readonly faults: readonly (readonly [Part, VendorFault])[]
} {
  const found = Answer.safeParse(data)
  if (!found.success) {
    throw new VendorFault(errors.length > 0 ? kindOfParts(errors) : 'unexpected')
  }
  const { deployments, releases, environments, defaultBranchRef } = found.data.repository
  const listed = (connection: z.output<typeof Connection>): Listed | null =>
    connection && { nodes: connection.nodes, page: connection.pageInfo }
  const given = {
    deployments: listed(deployments),
    releases: listed(releases),
    environments: listed(environments),
    commits: listed(defaultBranchRef?.target?.history ?? null),
  }
  const faults = parts.flatMap((part) => {
    const own = errors.filter(({ path }) => path?.[1] === fieldOf(part))
    return own.length === 0 ? [] : [[part, new VendorFault(kindOfParts(own))] as const]
  })
  return { parts: given, branch: defaultBranchRef?.name ?? null, faults }
}

function fieldOf(part: Part): string {
  return part === 'commits' ? 'defaultBranchRef' : part
}
