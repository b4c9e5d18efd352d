import * as z from 'zod'

import { fenced } from '../../domain/fence.ts'
import { stringOf } from '../../domain/json.ts'
import type { Room } from '../../guard/call.ts'
import type { PromptItem } from '../../ports/shelf.ts'
import { pathOf } from '../uris.ts'
import { parseInput } from './input.ts'

/** Reads a served or rendered document by `baton://path` or its bare path; the twin of get_document, unpaged. */
export function resourceRoom(): Room {
  const input = z.strictObject({ uri: z.string().max(300) })
  return {
    effect: 'read',
    validate: (raw) => parseInput(input, raw),
    async enter({ uri }, visit) {
      const { findDocument } = await import('../../tools/get-document/sources.ts')
      const { from, text, incident } = await findDocument(
        pathOf(stringOf(uri)),
        visit.contexts(visit.signal).read,
      )
      return { structured: { from, text }, ...(incident !== undefined && { incident }) }
    },
    render: ({ from, text }, view) =>
      from === 'record' ? fenced(view, { from, text: stringOf(text) }) : stringOf(text),
  }
}

/** Fills one prompt with its arguments. */
export function promptRoom(prompt: PromptItem): Room {
  const input = z.strictObject({
    name: z.string(),
    arguments: z.record(z.string().max(40), z.string()),
  })
  return {
    effect: 'read',
    validate: (raw) => parseInput(input, raw),
    async enter({ arguments: values }) {
      const { fillPrompt } = await import('../../documents/prompt.ts')
      const text = fillPrompt(prompt, values as Readonly<Record<string, string>>)
      return { structured: { text } }
    },
    render: ({ text }) => stringOf(text),
  }
}
