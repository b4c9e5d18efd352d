import * as z from 'zod'

import { instantMs } from '../../domain/time.ts'
import { VendorFault } from '../network/vendor-fault.ts'

export type Shape<T> = z.ZodType<T>

/** What may be absent, null or of another form than it should be, without the rest being lost. */
function loose<T extends z.ZodType>(schema: T) {
  return z
    .nullish(schema)
    .catch(null)
    .transform((value) => value ?? null)
}

const text = loose(z.string().transform((value) => (value === '' ? null : value)))
const number = loose(z.number())
const id = z.union([z.number(), z.string().min(1)]).transform(String)

/** Epoch milliseconds. A moment in the year 1 is how it writes that there is none, and that one bears no zone. */
const moment = loose(z.string().transform((value) => instantMs(value) ?? null))

/** Somebody by account, else by the name that is shown. */
const person = loose(z.object({ uniqueName: text, displayName: text })).transform(
  (one): Person | null => {
    const name = one?.uniqueName ?? one?.displayName ?? null
    return name === null ? null : { name, shown: one?.displayName ?? null }
  },
)

export interface Person {
  readonly name: string
  readonly shown: string | null
}

/** Members that can be read. */
function every<T extends z.ZodType>(schema: T) {
  return loose(z.array(z.unknown())).transform((list) => keep(schema, list ?? []).items)
}

/** Named by id and name, as most of what refers to something else. */
const named = loose(z.object({ id: loose(id), name: text })).transform(
  (one) => one ?? { id: null, name: null },
)

export const Build = z.object({
  id,
  buildNumber: text,
  status: text,
  result: text,
  reason: text,
  startTime: moment,
  queueTime: moment,
  finishTime: moment,
  sourceBranch: text,
  sourceVersion: text,
  definition: named,
  repository: loose(z.object({ id: loose(id), type: text, name: text })),
  requestedFor: person,
  requestedBy: person,
  triggerInfo: loose(z.record(z.string(), z.unknown())),
})
export type Build = z.output<typeof Build>

export const Environment = z.object({ id, name: z.string().min(1) })
export type Environment = z.output<typeof Environment>

export const DeploymentRecord = z.object({
  id,
  stageName: text,
  stageAttempt: number,
  definition: named,
  owner: named,
  result: text,
  queueTime: moment,
  startTime: moment,
  finishTime: moment,
})
export type DeploymentRecord = z.output<typeof DeploymentRecord>

const ReleaseApproval = z.object({
  status: text,
  approvedBy: person,
  approver: person,
  isAutomated: loose(z.boolean()),
})

const Artifact = z.object({
  type: text,
  isPrimary: loose(z.boolean()),
  definitionReference: loose(z.record(z.string(), loose(z.object({ id: text, name: text })))),
})

export const ReleaseDeployment = z.object({
  id,
  attempt: number,
  release: loose(z.object({ id: loose(id), name: text, artifacts: every(Artifact) })),
  releaseDefinition: named,
  releaseEnvironment: named,
  definitionEnvironmentId: loose(id),
  deploymentStatus: text,
  operationStatus: text,
  reason: text,
  requestedFor: person,
  requestedBy: person,
  queuedOn: moment,
  startedOn: moment,
  completedOn: moment,
  preDeployApprovals: every(ReleaseApproval),
  postDeployApprovals: every(ReleaseApproval),
})
export type ReleaseDeployment = z.output<typeof ReleaseDeployment>

export const Approval = z.object({
  id,
  status: text,
  createdOn: moment,
  lastModifiedOn: moment,
  /** The run that it holds back; older Servers do not say. */
  pipeline: loose(z.object({ owner: named })),
  steps: every(z.object({ status: text, actualApprover: person, assignedApprover: person })),
})
export type Approval = z.output<typeof Approval>

/** Something of which no more than its id is asked. */
export const WorkItem = z.object({ id })

export const Commit = z.object({
  commitId: z.string().min(1),
  comment: text,
  author: loose(z.object({ name: text, date: moment })),
  committer: loose(z.object({ name: text, date: moment })),
})

/** A commit as a run tells of it. */
export const RunChange = z.object({
  id: z.string().min(1),
  message: text,
  timestamp: moment,
  author: person,
})

const DiffChange = z.object({
  item: z.object({ path: z.string().min(1), isFolder: loose(z.boolean()), gitObjectType: text }),
})

export const Diff = z.object({
  aheadCount: number,
  behindCount: number,
  allChangesIncluded: loose(z.boolean()),
  changes: loose(z.array(z.unknown())).transform((list) => keep(DiffChange, list ?? [])),
})

/** A file with what it holds. */
export const Content = z.object({ content: loose(z.string()) })

const Many = z.union([
  z.array(z.unknown()),
  z.object({ value: z.array(z.unknown()) }).transform(({ value }) => value),
])

export interface Listed<T> {
  readonly items: readonly T[]
  readonly broken: number
}

/** A list as it is published and as it comes, wrapped. Throws VendorFault for anything else. */
export function listOf<T>(shape: Shape<T>, result: unknown): Listed<T> {
  const found = Many.safeParse(result)
  if (!found.success) throw new VendorFault('unexpected')
  return keep(shape, found.data)
}

function keep<T extends z.ZodType>(shape: T, list: readonly unknown[]): Listed<z.output<T>> {
  const read = list.map((member) => shape.safeParse(member))
  const items = read.flatMap((one) => (one.success ? [one.data] : []))
  return { items, broken: read.length - items.length }
}
