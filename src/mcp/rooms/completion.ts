import * as z from 'zod'

import { stringOf } from '../../domain/json.ts'
import type { Room } from '../../guard/call.ts'
import { parseInput } from './input.ts'

const most = 100

const input = z.strictObject({
  name: z.string().max(40),
  value: z.string().max(200),
  /** The incident already chosen for the same prompt or address. */
  incident: z.string().max(64).optional(),
})

/** What an argument may be, from configuration and incident ids only; `incident` when another argument names one. */
export type Completions = (
  argument: string,
  incident: string | undefined,
) => readonly string[] | Promise<readonly string[]>

/** Completes an argument: nothing that a log or a customer wrote. */
export function completionRoom(known: Completions): Room {
  return {
    effect: 'read',
    validate: (raw) => parseInput(input, raw),
    async enter(given) {
      const { name, value, incident } = input.parse(given)
      const start = stringOf(value).toLowerCase()
      const values = (await known(name, incident)).filter((each) =>
        each.toLowerCase().startsWith(start),
      )
      return { structured: { values: values.slice(0, most), total: values.length } }
    },
    render: () => '',
  }
}
