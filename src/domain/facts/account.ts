import * as z from 'zod'

import { changeKinds } from '../change-event.ts'

/** A change as the record keeps it: names that are not plain are null, but whoever made it is a name or its token. */
export const AccountRow = z.object({
  verdict: z.enum(['granted', 'ungranted', 'unclear']),
  source: z.string(),
  id: z.string().nullable(),
  kind: z.enum(changeKinds),
  service: z.string().nullable(),
  target: z.string().nullable(),
  environment: z.string().nullable(),
  region: z.string(),
  at: z.string(),
  actor: z.string().nullable(),
  url: z.string().nullable(),
  /** In our words. */
  reason: z.string(),
})
export type AccountRow = z.infer<typeof AccountRow>

/** What a look at the sources told about changes without a grant; the counts hold although `rows` are bounded. */
export const Account = z.object({
  ungranted: z.number(),
  unclear: z.number(),
  granted: z.number(),
  rows: z.array(AccountRow),
})
export type Account = z.infer<typeof Account>
