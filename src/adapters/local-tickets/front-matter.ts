import * as z from 'zod'

import { instantMs } from '../../domain/time.ts'
import type { Ticket } from '../../ports/tickets.ts'

const maxFrontMatter = 64 * 1024
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
    .union([z.object({ name: text, email: text }), z.literal(['', 'null', '~'])])
    .nullish()
    .transform((value) => (value && typeof value === 'object' ? value : null)),
  customer: text,
  service: text,
  region: text,
  createdAt: text,
})

/** A ticket file as a ticket; undefined when its front matter is missing, hostile or of the wrong shape. Aliases are refused. */
export async function parseTicket(file: string): Promise<Ticket | undefined> {
  const parts = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(file)
  const [, head = '', body = ''] = parts ?? []
  if (parts === null || head.length > maxFrontMatter) return undefined
  const parsed = FrontMatter.safeParse(await yamlOf(head))
  if (!parsed.success) return undefined
  const { reporter, createdAt, ...rest } = parsed.data
  return {
    ...rest,
    reporter: reporter ?? { name: null, email: null },
    createdAtMs: createdAt === null ? null : (instantMs(createdAt) ?? null),
    body: body.trim(),
    url: null,
  }
}

async function yamlOf(head: string): Promise<unknown> {
  const { parseDocument } = await import('yaml')
  try {
    const document = parseDocument(head, { schema: 'failsafe', logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 })
  } catch {
    return undefined
  }
}
