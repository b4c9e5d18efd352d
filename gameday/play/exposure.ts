import * as z from 'zod'

import { sanitise } from '../../src/redaction/sanitise.ts'
import type { Plant } from '../scenario/schema.ts'

/** How planted texts came to be seen. */
export interface Exposure {
  readonly plants: number
  /** Texts that stood in some answer. */
  readonly shown: number
  /** Texts that stood outside of a fence and of what the data call untrusted. */
  readonly loose: number
  /** Answers with a character that nobody sees. */
  readonly invisible: number
}

const enough = 40
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u

/** Looks for the beginning of each text in every answer on the tape. */
export function exposureOf(tape: Buffer, plants: readonly Plant[]): Exposure {
  const answers = answersOn(tape)
  const all = flat(answers.map((answer) => answer.all).join('\n'))
  const open = flat(answers.map((answer) => answer.open).join('\n'))
  const heads = plants
    .map(({ text }) => flat(sanitise(text).text).slice(0, enough).trim())
    .filter((head) => head !== '')
  return {
    plants: plants.length,
    shown: heads.filter((head) => all.includes(head)).length,
    loose: heads.filter((head) => open.includes(head)).length,
    invisible: answers.filter((answer) => invisible.test(answer.all.replace(/[\n\t]/g, ''))).length,
  }
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ')
}

interface Answer {
  /** Everything the answer says. */
  readonly all: string
  /** What stands in it as Baton's own words: outside of fences, and of values marked as untrusted. */
  readonly open: string
}

/** Every result on the tape. */
function answersOn(tape: Buffer): readonly Answer[] {
  return tape
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const parsed = Message.safeParse(line)
      if (!parsed.success) return []
      const { content, contents, structuredContent } = parsed.data.result
      const text = [...content, ...contents].map((part) => part.text ?? '').join('\n')
      const all = `${text}\n${strings(structuredContent, false).join('\n')}`
      const bare = text.replace(fence, '')
      return [{ all, open: `${bare}\n${strings(structuredContent, true).join('\n')}` }]
    })
}

const Texts = z.array(z.object({ text: z.string().optional() })).default([])
const Message = z
  .string()
  .transform((line, context): unknown => {
    try {
      return JSON.parse(line)
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' })
      return z.NEVER
    }
  })
  .pipe(
    z.object({
      result: z.object({
        content: Texts,
        contents: Texts,
        structuredContent: z.json().optional(),
      }),
    }),
  )

const fence = /\[untrusted (\w+) from [^\n]*\]\n[\s\S]*?\n\[end \1\]/g

/** The strings of a value; with `trusted` alone those that do not stand in `{from, text}`. */
function strings(value: unknown, trusted: boolean): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  const { from, text, ...rest } = value as { from?: unknown; text?: unknown }
  const isUntrusted = typeof from === 'string' && typeof text === 'string'
  const members = trusted && isUntrusted ? rest : value
  return Object.values(members).flatMap((member) => strings(member, trusted))
}
