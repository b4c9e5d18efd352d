import * as z from 'zod'

import { outsideName } from './provenance.ts'

/** Something an answer does not know: a source that is down, unreadable, partial or not configured. In our words. */
export const Gap = z.object({ source: outsideName('file'), reason: z.string() })
export type Gap = z.infer<typeof Gap>
