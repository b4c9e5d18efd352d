import type { Onset } from '../../domain/onset.ts'
import { toIso } from '../../domain/time.ts'
import type { LogResult } from '../../ports/log-store.ts'
import type { ReadContext } from '../tool.ts'
import { toSecond } from './onset-words.ts'
import type { Question } from '../shared/logs/question.ts'

const tenMinutesMs = 600_000

/** Ready-made next queries. Made of instants, status codes and configured names; never of log text. */
export function narrowerOf(
  onset: Onset,
  result: LogResult,
  { changedMs }: Question,
  context: ReadContext,
): string[] {
  const found: string[] = []
  if (changedMs !== null && changedMs < context.nowMs) {
    found.push(`since the change was applied: from=${toIso(changedMs)} to=${toIso(context.nowMs)}`)
  }
  if (onset.found) {
    const from = toSecond(onset.earliestMs - tenMinutesMs)
    found.push(`around the onset: from=${from} to=${toSecond(onset.latestMs + tenMinutesMs)}`)
  }
  const status = worst(result, 'status')
  if (status !== undefined && /^5\d\d$/.test(status)) found.push(`one status: status=${status}`)
  const service = worst(result, 'service')
  const several = (result.tops['service']?.length ?? 0) > 1
  if (several && context.services.some(({ name }) => name === service)) {
    found.push(`one service: service=${service}`)
  }
  if (result.errors > 0 && result.errors < result.total) found.push('errors alone: level=error')
  return found
}

function worst(result: LogResult, dimension: string): string | undefined {
  return result.tops[dimension]?.find(({ errors }) => errors > 0)?.value
}
