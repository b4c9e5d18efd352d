import * as z from 'zod'

import { statementOf } from '../../domain/ungranted/statement.ts'

/** Counts over the whole window, whatever the call filters or pages; `first` are ours to say: kind and minute. */
export const Ungranted = z.object({
  ungranted: z.number(),
  unclear: z.number(),
  granted: z.number(),
  first: z.array(z.string()),
})
export type Ungranted = z.infer<typeof Ungranted>

/** The line for people; `missing` when a source did not answer. */
export function ungrantedLine({ first, ...counts }: Ungranted, missing: boolean): string {
  const statement = statementOf(counts, missing)
  if (first.length === 0) return statement
  const more = counts.ungranted > first.length ? ' and others' : ''
  return `${statement} Without: ${first.join(', ')}${more}; see baton export --ungranted.`
}
