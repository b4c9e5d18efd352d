import { toIso } from '../../domain/time.ts'
import type { Answer } from '../../domain/work.ts'
import type { ReadContext } from '../../ports/context.ts'
import type { LogResult } from '../../ports/log-store.ts'
import { writeCursor } from '../shared/logs/cursor.ts'
import type { Input } from '../shared/logs/input.ts'
import { type Question, ask } from '../shared/logs/question.ts'
import { samplesFrom } from '../shared/logs/samples.ts'
import { answerOf } from './answer.ts'
import { findingOf } from './finding.ts'
import { fit } from './fit.ts'
import { excluded, mine } from './mined.ts'
import type { Output } from './output.ts'
import { render } from './render.ts'
import { type Story, searchStory } from './story.ts'

/** A nonce of the length that real ones have, for measuring only. */
const measured = { nonce: '0123456789abcdef', nowMs: 0 }

/** Searches once and answers within the budget; what is asked of an incident as a whole goes on its record. */
export async function runQueryLogs(input: Input, context: ReadContext): Promise<Answer<Output>> {
  const question = await questionOf(input, context)
  const { query } = question
  const { result, story } = await search(question, context)
  const mined = mine(question, result, context)
  const samples = samplesFrom(question, result, mined.onset)
  const cursor = (shown: number): string | null =>
    writeCursor(input, query.window, samples.next(shown))
  const make = answerOf(
    { question, result, mined, story, samples: samples.events, cursor },
    context,
  )
  const structured = fit(make, (output) => render(output, measured), input.samples)
  if (question.incident === null || question.drilled) return { structured }
  const finding = findingOf(structured, result, query.filters, toIso(context.nowMs))
  return { structured, finding }
}

async function questionOf(input: Input, context: ReadContext): Promise<Question> {
  const question = ask(input, context)
  const ids = input.exclude_patterns
  if (ids === undefined) return question
  const excluding = await excluded(ids, question, context)
  const { query } = question
  return { ...question, query: { ...query, filters: { ...query.filters, excluding } } }
}

async function search(
  { query, isStory }: Question,
  context: ReadContext,
): Promise<{ readonly result: LogResult; readonly story: Story | null }> {
  if (isStory) return searchStory(query, context)
  return { result: await context.logs.search(query, context.signal), story: null }
}
