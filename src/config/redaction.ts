import * as z from 'zod'

/** The end of a path of names, `*` for the rest of one branch: `labels.tenant_tier`, `labels.*`. */
const field = z.string().regex(/^[\w@-]{1,80}(?:\.[\w@-]{1,80}){0,5}(?:\.\*)?$/)
/** It stands in tokens. */
const className = z.string().regex(/^[a-z](?:[a-z0-9-]{0,22}[a-z0-9])?$/)

/** What the company adds to the rules of redaction; nothing in it lifts a structured class or a known value. */
export const Redaction = z.strictObject({
  /** What becomes of fields of log documents that no rule names. */
  unknownFields: z.enum(['scan', 'drop']).default('scan'),
  /** Fields that are looked at like any text although a rule would hide or drop them. */
  keep: z.array(field).max(500).default([]),
  /** Fields that go whole, under that class. */
  hide: z.record(field, className).default({}),
  /** Names of products, teams and companies, which name nobody. */
  terms: z.array(z.string().min(2).max(80)).max(2_000).default([]),
  /** Kinds of values that only this company knows, such as its customer numbers; in both profiles unless one is named. */
  patterns: z
    .array(
      z.strictObject({
        class: className,
        pattern: z.string().min(1).max(1_000),
        profile: z.enum(['log', 'text']).optional(),
      }),
    )
    .max(100)
    .default([]),
  /** Tells in the class of a token whether a mailbox is private and an address public. */
  hints: z.boolean().default(false),
})
export type Redaction = z.output<typeof Redaction>
