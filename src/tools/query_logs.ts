import { toIso } from '../domain/time.ts'
import { answerOf } from './query-logs/answer.ts'
import { writeCursor } from './query-logs/cursor.ts'
import { findingOf } from './query-logs/finding.ts'
import { fit } from './query-logs/fit.ts'
import { Input } from './query-logs/input.ts'
import { Output } from './query-logs/output.ts'
import { ask } from './query-logs/question.ts'
import { render } from './query-logs/render.ts'
import { readTool } from './tool.ts'

/** A nonce of the length that real ones have, for measuring only. */
const measured = { nonce: '0123456789abcdef', nowMs: 0 }

export default readTool({
  name: 'query_logs',
  title: 'Query logs',
  description:
    'What the logs say of a window: histogram, onset, error patterns, top values, affected users, few samples. Never a dump.',
  input: Input,
  output: Output,
  render,
  async run(input, context) {
    const question = ask(input, context)
    const result = await context.logs.search(question.query, context.signal)
    const { window, filters, samples } = question.query
    const cursor = writeCursor(input, window, result.next)
    const make = answerOf(question, result, context, cursor)
    const structured = fit(make, (output) => render(output, measured), samples)
    if (question.incident === null || question.drilled) return { structured }
    return { structured, finding: findingOf(structured, result, filters, toIso(context.nowMs)) }
  },
})
