import * as z from 'zod'

import { instantMs } from '../../domain/time.ts'
import type { Ticket } from '../../ports/tickets.ts'
import { splitFrontMatter } from '../files/front-matter.ts'

const absent = new Set(['', 'null', '~'])

/** All scalars are read as strings, so that an id of digits stays as it was typed. */
const text = z
  .string()
  .transform((value) => (absent.has(value) ? null : value))
  .nullish()
  .transform((value) => value ?? null)

const FrontMatter = z.object({
  id: z.string().min(1).max(200),
  title: z.string().default(''),
  reporter: z
    .union([z.object({ name: text, email: text, phone: text }), z.literal(['', 'null', '~'])])
    .nullish()
    .transform((value) => (value && typeof value === 'object' ? value : null)),
  customer: text,
  service: text,
  region: text,
  createdAt: text,
})

function reporterOf(given: z.output<typeof FrontMatter>['reporter']): Ticket['reporter'] {
  if (!given) return { name: null, email: null }
  const { phone, ...reporter } = given
  return phone === null ? reporter : { ...reporter, phone }
}

/** A ticket file as a ticket; undefined when its front matter is missing, hostile or of the wrong shape. Aliases are refused. */
export function parseTicket(file: string): Ticket | undefined {
  const { head, text: body } = splitFrontMatter(file, 'failsafe')
  const parsed = FrontMatter.safeParse(head)
  if (!parsed.success) return undefined
  const { reporter, createdAt, ...rest } = parsed.data
  return {
    ...rest,
    reporter: reporterOf(reporter),
    createdAtMs: createdAt === null ? null : (instantMs(createdAt) ?? null),
    body: body.trim(),
    url: null,
  }
}
