import * as z from 'zod'

const text = z.string().nullish().catch(null)
const links = z
  .object({ site: z.object({ href: text }).nullish().catch(null) })
  .nullish()
  .catch(null)

/** Of an entry what Baton reads; a field that is not as expected is as one that is not there. */
export const Entry = z.object({
  _id: z.string().min(1).max(100),
  date: z.number().int().min(0).max(8_640_000_000_000_000),
  accesses: z
    .array(z.object({ action: text, resource: text }))
    .nullish()
    .catch(null),
  kind: text,
  name: text,
  description: text,
  shortDescription: text,
  comment: text,
  titleVerb: text,
  member: z.object({ email: text, firstName: text, lastName: text }).nullish().catch(null),
  token: z.object({ name: text }).nullish().catch(null),
  app: z.object({ name: text }).nullish().catch(null),
  subject: z.object({ name: text }).nullish().catch(null),
  target: z
    .object({ resources: z.array(z.string()).nullish().catch(null), _links: links })
    .nullish()
    .catch(null),
  _links: links,
})
export type Entry = z.output<typeof Entry>

/** A page; entries are looked at one by one, so that a broken one costs itself alone. */
export const Page = z.object({
  items: z.array(z.unknown()),
  _links: z
    .object({ next: z.object({ href: z.string() }).nullish().catch(null) })
    .nullish()
    .catch(null),
})

export type Page = z.output<typeof Page>

export const Caller = z.object({ scopes: z.array(z.string()).nullish().catch(null) })
