import type { JsonObject } from '../domain/json.ts'
import type { Outcome } from './call.ts'

const mark = 'NOT ON RECORD: the record cannot be written at present.'

/** Marks an answer of which the record does not know, once. */
export function offRecord(outcome: Outcome): Outcome {
  if (outcome.text.startsWith(mark)) return outcome
  const structured: JsonObject = { ...outcome.structured, notOnRecord: true }
  return {
    ...outcome,
    structured: structured as Outcome['structured'],
    text: `${mark}\n${outcome.text}` as Outcome['text'],
  }
}
