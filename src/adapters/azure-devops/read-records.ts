import type { Window } from '../../domain/window.ts'
import { beforeEach } from './before.ts'
import type { Read } from './pages.ts'
import * as questions from './questions.ts'
import type { Part } from './read-window.ts'
import type { Question } from './session.ts'
import { DeploymentRecord, Environment, type Shape } from './shapes.ts'

export type Reader = <T extends { readonly id: string }>(
  part: Part,
  question: Question,
  shape: Shape<T>,
  isEnough?: (items: readonly T[]) => boolean,
) => Promise<Read<T>>

/** What one stage of one run deployed to one environment, whatever the number of its jobs and machines. */
export interface StageDeployment {
  readonly environment: Environment
  readonly record: DeploymentRecord
  readonly startedAtMs: number
  readonly finishedAtMs: number | null
  readonly result: string | null
  /** What succeeded there before, of the same pipeline. */
  readonly before: DeploymentRecord | null
}

export interface RecordsRead {
  readonly records: readonly StageDeployment[]
  /** Ids of the runs behind them: those of the window first, newest first. */
  readonly owners: readonly string[]
  /** Whether there are more environments than are read. */
  readonly isCut: boolean
}

const mostEnvironments = 3
const anHourMs = 60 * 60_000

/** The environments that are named, else those that look like production before the others. */
export async function readRecords(
  read: Reader,
  apiVersion: string,
  named: ReadonlySet<string>,
  window: Window,
): Promise<RecordsRead> {
  const question = questions.environmentsThere(apiVersion)
  const there = (await read('environments', question, Environment)).items
  const wanted = there.filter(({ name }) => named.size === 0 || named.has(name.toLowerCase()))
  const chosen = wanted
    .toSorted((a, b) => Number(isProduction(b)) - Number(isProduction(a)))
    .slice(0, mostEnvironments)
  const lists = await Promise.all(
    chosen.map(async (environment) => {
      const { items } = await read(
        'deployments to environments',
        questions.recordsOf(apiVersion, environment.id),
        DeploymentRecord,
        // They come by the time they were queued, and start soon after.
        (page) => page.some((record) => (startOf(record) ?? Infinity) < window.fromMs - anHourMs),
      )
      return stagesOf(environment, items, window)
    }),
  )
  const records = lists.flat().toSorted((a, b) => b.startedAtMs - a.startedAtMs)
  const owners = [...records.map(({ record }) => record), ...records.map(({ before }) => before)]
  return {
    records,
    owners: [...new Set(owners.flatMap((record) => record?.owner.id ?? []))],
    isCut: wanted.length > mostEnvironments,
  }
}

function stagesOf(
  environment: Environment,
  all: readonly DeploymentRecord[],
  window: Window,
): readonly StageDeployment[] {
  const stages = Map.groupBy(all, ({ id, owner, stageName, stageAttempt }) =>
    JSON.stringify([owner.id ?? id, stageName, stageAttempt]),
  )
  const whole = [...stages.values()].flatMap((records) => {
    const starts = records.flatMap((record) => startOf(record) ?? [])
    const record = records[0]
    if (record === undefined || starts.length === 0) return []
    const ends = records.map(({ finishTime }) => finishTime)
    return [
      {
        environment,
        record,
        startedAtMs: Math.min(...starts),
        finishedAtMs: ends.some((end) => end === null)
          ? null
          : Math.max(...ends.flatMap((end) => end ?? [])),
        result: worst(records.map(({ result }) => result)),
      },
    ]
  })
  const before = beforeEach(whole, {
    placeOf: ({ record }) => record.definition.id ?? '',
    bringOf: ({ record }) => record.owner.id,
    startOf: ({ startedAtMs }) => startedAtMs,
    hasSucceeded: ({ result }) => /^succeeded/i.test(result ?? ''),
  })
  return whole
    .filter(({ startedAtMs }) => window.fromMs <= startedAtMs && startedAtMs < window.toMs)
    .map((stage) => ({ ...stage, before: before.get(stage)?.record ?? null }))
}

function startOf({ startTime, queueTime }: DeploymentRecord): number | null {
  return startTime ?? queueTime
}

/** One that has not ended keeps the stage open; one that did not succeed is what the stage ended as. */
function worst(results: readonly (string | null)[]): string | null {
  if (results.includes(null)) return null
  return results.find((result) => !/^succeeded$/i.test(result ?? '')) ?? results[0] ?? null
}

function isProduction({ name }: Environment): boolean {
  return /prod|live/i.test(name)
}
