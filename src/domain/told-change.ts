import * as z from 'zod'

import { type ChangeEvent, changeKinds, unknownChange } from './change-event.ts'
import { countFiles } from './file-class.ts'
import { instantMs } from './time.ts'

const mostNamed = 50

const text = z.union([z.string(), z.number()]).transform(String).nullish()

/** Several, or one that stands for itself. */
const texts = z
  .union([z.array(z.union([z.string(), z.number()])), z.string(), z.number()])
  .transform((given) => [given].flat().map(String))
  .transform((all) => [...new Set(all)].filter((one) => one !== '').slice(0, mostNamed))
  .nullish()

/** An instant with `Z` or an offset; without a zone the change is broken, because guessing one moves it. */
const instant = z.string().transform((value, context) => {
  const ms = instantMs(value)
  if (ms === undefined) context.addIssue('not an instant with a zone')
  return ms ?? z.NEVER
})

const count = z.number().int().min(0).max(1_000_000).default(0)

/** The files themselves, or how many there are of each class. */
const files = z
  .union([
    z.array(z.string()).transform((paths) => countFiles(paths)),
    z.strictObject({ migration: count, configuration: count, dependency: count, code: count }),
  ])
  .nullish()

/** One change as a feed tells it (docs/changes.md): a JSON object of which only `startedAt` is required. */
export const ToldChange = z
  .object({
    id: text,
    kind: z.enum(changeKinds).default('deployment'),
    service: text,
    target: text,
    environment: text,
    region: text,
    version: text,
    previous: text,
    startedAt: instant,
    finishedAt: instant.nullish(),
    state: text,
    actor: text,
    approvedBy: texts,
    url: text,
    rollback: text,
    commit: text,
    previousCommit: text,
    pullRequests: texts,
    files,
    notes: text,
  })
  .refine((told) => told.finishedAt == null || told.finishedAt >= told.startedAt)
export type ToldChange = z.output<typeof ToldChange>

/** The change that is told of; `id` and `source` are its feed's own. */
export function changeToldOf(
  told: ToldChange,
  { id, source }: Pick<ChangeEvent, 'id' | 'source'>,
): ChangeEvent {
  return {
    ...unknownChange,
    id,
    source,
    kind: told.kind,
    service: told.service || null,
    target: told.target || null,
    environment: told.environment || null,
    region: told.region || null,
    version: told.version || null,
    previous: told.previous || null,
    startedAtMs: told.startedAt,
    finishedAtMs: told.finishedAt ?? null,
    state: told.state || null,
    actor: told.actor || null,
    approvedBy: told.approvedBy ?? [],
    url: told.url || null,
    rollback: told.rollback || null,
    commit: told.commit || null,
    previousCommit: told.previousCommit || null,
    pullRequests: told.pullRequests ?? [],
    files: told.files ?? null,
    notes: told.notes ?? '',
  }
}

/** The object that a line of JSON tells; undefined for what is none. */
export function readToldChange(line: string): ToldChange | undefined {
  try {
    return ToldChange.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
