import * as z from 'zod'

import { instantMs } from '../../domain/time.ts'

/** An instant as GitHub writes it, epoch milliseconds. */
export const Instant = z.string().transform((text, context) => {
  const ms = instantMs(text)
  if (ms !== undefined) return ms
  context.addIssue({ code: 'custom' })
  return z.NEVER
})

/** What may be absent, null or of another form than it should be, without the rest being lost. */
export function loose<T extends z.ZodType>(schema: T) {
  return z
    .nullish(schema)
    .catch(null)
    .transform((value) => value ?? null)
}

const Person = loose(z.object({ login: z.string() })).transform((person) => person?.login ?? null)
const text = loose(z.string())

/** A list of which each member is read for itself. */
const Nodes = loose(z.object({ nodes: z.array(z.unknown()) })).transform(
  (connection) => connection?.nodes ?? [],
)

const Status = z.object({
  state: z.string(),
  createdAt: Instant,
  logUrl: text,
  environmentUrl: text,
  description: text,
})
export type Status = z.output<typeof Status>

const Numbers = Nodes.transform((nodes) =>
  kept(z.object({ number: z.number() }), nodes).items.map(({ number }) => String(number)),
)

export const Deployment = z.object({
  id: z.string(),
  databaseId: loose(z.number()),
  createdAt: Instant,
  environment: text,
  originalEnvironment: text,
  state: text,
  task: text,
  description: text,
  creator: Person,
  ref: loose(z.object({ name: z.string(), prefix: text })),
  commitOid: text,
  commit: loose(z.object({ associatedPullRequests: Numbers })),
  statuses: Nodes.transform((nodes) => kept(Status, nodes).items),
  latestStatus: loose(Status),
})
export type Deployment = z.output<typeof Deployment>

export const Release = z.object({
  name: text,
  tagName: z.string(),
  createdAt: Instant,
  publishedAt: loose(Instant),
  isDraft: z.boolean().catch(false),
  isPrerelease: z.boolean().catch(false),
  url: text,
  author: Person,
  tagCommit: loose(z.object({ oid: z.string() })),
})
export type Release = z.output<typeof Release>

const PullRequest = z.object({
  number: z.number(),
  title: z.string().catch(''),
  url: text,
  mergedAt: loose(Instant),
  baseRefName: text,
  author: Person,
  mergedBy: Person,
  mergeCommit: loose(z.object({ oid: z.string() })),
  files: loose(z.object({ nodes: z.array(z.object({ path: z.string() })) })),
})
export type PullRequest = z.output<typeof PullRequest>

export const PullRequests = Nodes.transform((nodes) => kept(PullRequest, nodes).items)

export const Commit = z.object({
  oid: z.string(),
  committedDate: Instant,
  messageHeadline: z.string().catch(''),
  url: text,
  author: loose(z.object({ name: text, user: Person })),
  associatedPullRequests: PullRequests,
})
export type Commit = z.output<typeof Commit>

export const Environment = z.object({
  name: z.string(),
  protectionRules: Nodes.transform((nodes) =>
    kept(z.object({ type: z.string() }), nodes).items.map(({ type }) => type),
  ),
})
export type Environment = z.output<typeof Environment>

export const Run = z.object({
  id: z.number(),
  node_id: z.string(),
  name: text,
  path: text,
  event: z.string().catch(''),
  status: text,
  conclusion: text,
  head_branch: text,
  head_sha: text,
  created_at: Instant,
  run_started_at: loose(Instant),
  updated_at: loose(Instant),
  html_url: text,
  actor: Person,
  triggering_actor: Person,
  display_title: text,
})
export type Run = z.output<typeof Run>

export const Page = z.object({
  hasNextPage: z.boolean().catch(true),
  endCursor: text,
})

/** The members that can be read, and how many cannot; null stands for what may not be seen. */
export function kept<T extends z.ZodType>(
  schema: T,
  nodes: readonly unknown[],
): { readonly items: readonly z.output<T>[]; readonly broken: number } {
  const read = nodes.map((node) => schema.safeParse(node))
  const items = read.flatMap((one) => (one.success ? [one.data] : []))
  return { items, broken: read.length - items.length }
}
