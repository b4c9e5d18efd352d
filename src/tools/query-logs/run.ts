import { toIso } from '../../domain/time.ts'
import type { Answer } from '../../domain/work.ts'
import type { ReadContext } from '../../ports/context.ts'
import { answerOf } from './answer.ts'
import { writeCursor } from '../shared/logs/cursor.ts'
import { findingOf } from './finding.ts'
import { fit } from './fit.ts'
import type { Input } from '../shared/logs/input.ts'
import type { Output } from './output.ts'
import { ask } from '../shared/logs/question.ts'
import { render } from './render.ts'
import { samplesFrom } from '../shared/logs/samples.ts'

/** A nonce of the length that real ones have, for measuring only. */
const measured = { nonce: '0123456789abcdef', nowMs: 0 }

/** Searches once and answers within the budget; what is asked of an incident as a whole goes on its record. */
export async function runQueryLogs(input: Input, context: ReadContext): Promise<Answer<Output>> {
  const question = ask(input, context)
  const found = await context.logs.search(question.query, context.signal)
  const result = { ...found, ...samplesFrom(question, found, context.nowMs) }
  const { window, filters, samples } = question.query
  const cursor = writeCursor(input, window, result.next)
  const make = answerOf(question, result, context, cursor)
  const structured = fit(make, (output) => render(output, measured), samples)
  if (question.incident === null || question.drilled) return { structured }
  return { structured, finding: findingOf(structured, result, filters, toIso(context.nowMs)) }
}
