import type { Window } from '../../domain/window.ts'
import type { VendorFault } from '../network/vendor-fault.ts'
import { type Read, readPages } from './pages.ts'
import * as questions from './questions.ts'
import { readRecords, type RecordsRead } from './read-records.ts'
import { type Question, type Session } from './session.ts'
import * as shapes from './shapes.ts'
import type { Shape } from './shapes.ts'

/** What is told of a window, part by part. */
export interface Told {
  readonly builds: readonly shapes.Build[]
  readonly deployments: readonly shapes.ReleaseDeployment[]
  readonly deploymentsBefore: readonly shapes.ReleaseDeployment[]
  readonly records: RecordsRead['records']
  /** Runs that other parts name, by id. */
  readonly buildById: ReadonlyMap<string, shapes.Build>
  readonly approvals: readonly shapes.Approval[]
  /** Ids of work items by the id of a run. */
  readonly workItems: ReadonlyMap<string, readonly string[]>
  readonly troubles: readonly Trouble[]
  readonly broken: number
  /** How many questions were answered. */
  readonly answered: number
}

export type Part =
  | 'runs'
  | 'classic releases'
  | 'environments'
  | 'deployments to environments'
  | 'approvals'
  | 'work items'
  | 'what ran before'

/** Why a part is missing or not whole. */
export interface Trouble {
  readonly part: Part
  readonly why: VendorFault | 'cut' | 'unasked'
}

export interface Scope {
  readonly session: Session
  readonly apiVersion: string
  readonly classicReleases: boolean
  readonly named: ReadonlySet<string>
  readonly mostItems: number
}

/** A window costs no more questions than these; a list that goes on costs a request a page. */
const mostQuestions = 8
const mostWorkItems = 20

/** Asks for what there always may be, then for what that calls for, as far as the number of questions goes. */
export async function readWindow(
  { session, apiVersion, classicReleases, named, mostItems }: Scope,
  window: Window,
  signal: AbortSignal,
): Promise<Told> {
  const troubles: Trouble[] = []
  let broken = 0
  let answered = 0
  let left = mostQuestions
  const read = async <T extends { readonly id: string }>(
    part: Part,
    question: Question,
    shape: Shape<T>,
    isEnough?: (items: readonly T[]) => boolean,
  ): Promise<Read<T>> => {
    left -= 1
    const keyOf = ({ id }: T): string => id
    const paging = { session, question, shape, keyOf, mostItems, signal }
    const found = await readPages(isEnough ? { ...paging, isEnough } : paging)
    broken += found.broken
    if (found.fault === null || found.items.length > 0) answered += 1
    if (found.fault) troubles.push({ part, why: found.fault })
    if (found.cut) troubles.push({ part, why: 'cut' })
    return found
  }

  const [builds, deployments, records] = await Promise.all([
    read('runs', questions.buildsIn(window), shapes.Build),
    classicReleases
      ? read('classic releases', questions.deploymentsIn(window), shapes.ReleaseDeployment)
      : null,
    readRecords(read, apiVersion, named, window),
  ])
  if (records.isCut) troubles.push({ part: 'environments', why: 'cut' })

  const buildById = new Map(builds.items.map((build) => [build.id, build]))
  const unknown = records.owners.filter((id) => !buildById.has(id)).slice(0, 100)
  if (unknown.length > 0) {
    const found = await read('what ran before', questions.buildsOf(unknown), shapes.Build)
    for (const build of found.items) buildById.set(build.id, build)
  }

  const isDeploying = records.records.length > 0 || builds.items.some(isUnderWay)
  const approvals = isDeploying
    ? await read('approvals', questions.approvals(apiVersion), shapes.Approval, () => true)
    : null
  if (approvals && !reaches(approvals.items, window)) {
    troubles.push({ part: 'approvals', why: 'cut' })
  }

  let before: Read<shapes.ReleaseDeployment> | null = null
  if (deployments && deployments.items.length > 0) {
    const question = questions.deploymentsBefore(window.fromMs)
    if (left === 0) troubles.push({ part: 'what ran before', why: 'unasked' })
    else before = await read('what ran before', question, shapes.ReleaseDeployment, () => true)
  }

  const workItems = new Map<string, readonly string[]>()
  for (const id of records.owners.filter((one) => buildById.has(one)).slice(0, left)) {
    const question = questions.workItemsOf(id, mostWorkItems)
    const found = await read('work items', question, shapes.WorkItem, () => true)
    workItems.set(
      id,
      found.items.map((item) => item.id),
    )
  }
  return {
    builds: builds.items,
    deployments: deployments?.items ?? [],
    deploymentsBefore: before?.items ?? [],
    records: records.records,
    buildById,
    approvals: approvals?.items ?? [],
    workItems,
    troubles,
    broken,
    answered,
  }
}

/** Whether all approvals came, or those that came go back beyond the window; they have no pages. */
function reaches(approvals: readonly shapes.Approval[], { fromMs }: Window): boolean {
  if (approvals.length < questions.mostApprovals) return true
  const [first, last] = [approvals[0]?.createdOn ?? 0, approvals.at(-1)?.createdOn ?? 0]
  return last <= first && last < fromMs
}

function isUnderWay({ status }: shapes.Build): boolean {
  return status?.toLowerCase() === 'inprogress'
}
