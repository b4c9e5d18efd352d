import * as z from 'zod'

/** A name of ours: of a service, an environment, a region. */
export const word = z.string().regex(/^[\w.:-]{1,80}$/)
