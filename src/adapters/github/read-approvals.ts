import * as z from 'zod'

import { VendorFault } from '../network/vendor-fault.ts'
import { approvalsQuery } from './query.ts'
import type { Missing } from './parts.ts'
import type { Session } from './session.ts'
import { kept, loose } from './shapes.ts'

/** Who let which environments of a run pass. */
export interface Approval {
  readonly by: string
  readonly environments: readonly string[]
}

const Named = z.object({ name: z.string() })
const Review = z.object({
  state: z.string(),
  user: loose(z.object({ login: z.string() })),
  environments: loose(z.object({ nodes: z.array(z.unknown()) })),
})
const Reviewed = z.object({
  id: z.string(),
  deploymentReviews: z.object({ nodes: z.array(z.unknown()) }),
})
const Answer = z.object({ nodes: z.array(z.unknown()) })

const mostAtOnce = 100

/** The approvals of workflow runs, by the id of its node; one request for a hundred runs. */
export async function readApprovals(
  session: Session,
  nodeIds: readonly string[],
  signal: AbortSignal,
): Promise<{
  readonly approvals: ReadonlyMap<string, readonly Approval[]>
  readonly faults: readonly Missing[]
}> {
  const approvals = new Map<string, readonly Approval[]>()
  try {
    for (let at = 0; at < nodeIds.length; at += mostAtOnce) {
      const ids = nodeIds.slice(at, at + mostAtOnce)
      const { data } = await session.graph(approvalsQuery, { ids }, signal)
      const found = Answer.safeParse(data)
      if (!found.success) throw new VendorFault('unexpected')
      const { items, broken } = kept(Reviewed, found.data.nodes)
      for (const run of items) approvals.set(run.id, approvalsOf(run))
      if (broken > 0) throw new VendorFault('forbidden')
    }
    return { approvals, faults: [] }
  } catch (cause) {
    const why = cause instanceof VendorFault ? cause : new VendorFault('our side')
    const extent = approvals.size > 0 ? 'some' : 'all'
    return { approvals, faults: [{ part: 'approvals', why, extent }] }
  }
}

function approvalsOf({ deploymentReviews }: z.output<typeof Reviewed>): readonly Approval[] {
  return kept(Review, deploymentReviews.nodes).items.flatMap(({ state, user, environments }) =>
    state === 'APPROVED' && user !== null
      ? [
          {
            by: user.login,
            environments: kept(Named, environments?.nodes ?? []).items.map(({ name }) => name),
          },
        ]
      : [],
  )
}
