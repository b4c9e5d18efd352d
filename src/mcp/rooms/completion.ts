import * as z from 'zod'

import { stringOf } from '../../domain/json.ts'
import type { Room } from '../../guard/call.ts'
import { parseInput } from './input.ts'

const most = 100

/** Completes an argument from configuration and incident ids only: nothing that a log or a customer wrote. */
export function completionRoom(known: (argument: string) => readonly string[]): Room {
  const input = z.strictObject({ name: z.string().max(40), value: z.string().max(200) })
  return {
    effect: 'read',
    validate: (raw) => parseInput(input, raw),
    enter({ name, value }) {
      const start = stringOf(value).toLowerCase()
      const values = known(stringOf(name)).filter((each) => each.toLowerCase().startsWith(start))
      return Promise.resolve({ structured: { values: values.slice(0, most) } })
    },
    render: () => '',
  }
}
