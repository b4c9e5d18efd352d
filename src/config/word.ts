import * as z from 'zod'

/** A name of ours: of a service, an environment, a region. */
export const word = z.string().regex(/^[\w.:-]{1,80}$/)

/** The variables that hold the credentials begin with it. */
export const prefix = z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/)
