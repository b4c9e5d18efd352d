import { toIso } from '../../domain/time.ts'
import type { LogResult } from '../../ports/log-store.ts'
import type { Question } from '../shared/logs/question.ts'
import type { ReadContext } from '../tool.ts'
import type { Mined } from './mined.ts'
import { toSecond } from './onset-words.ts'

const tenMinutesMs = 600_000
/** From this share on the rest is worth a look without it. */
const drowning = 0.5

/** Ready-made next queries. Made of instants, status codes, pattern ids and configured names; never of log text. */
export function narrowerOf(
  { onset, patterns }: Mined,
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
  const [most] = patterns.toSorted((a, b) => b.count - a.count)
  if (most && patterns.length > 1 && most.share >= drowning) {
    found.push(`without the most frequent pattern: exclude_patterns=${most.id}`)
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
