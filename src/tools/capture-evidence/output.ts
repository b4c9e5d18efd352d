import * as z from 'zod'

import { Captured } from '../../domain/facts/evidence.ts'
import { outsideName } from '../../domain/provenance.ts'
import { Untrusted } from '../../domain/untrusted.ts'

/** What was kept and where it is read; `beginning` is a few lines of it, never the whole. */
export const Output = Captured.extend({
  incident: z.string(),
  title: Untrusted,
  source: outsideName('file'),
  query: outsideName('argument'),
  uri: z.string(),
  beginning: Untrusted,
})
export type Output = z.infer<typeof Output>
