import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import { parseJson } from '../../domain/json.ts'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Path = z.array(Hash).max(64).readonly()

const ProvedEntry = z.strictObject({
  /** Canonical JSON; the leaf is SHA-256(0x00 || header). */
  header: z.string(),
  inclusion: Path,
  salt: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  body: z.string().optional(),
})
const ProvedCheckpoint = z.strictObject({ checkpoint: z.string(), consistency: Path })

const Proof = z.strictObject({
  format: z.literal('baton-proof'),
  version: z.literal(1),
  key: z.string(),
  checkpoint: z.string(),
  entries: z.array(ProvedEntry).max(100),
  earlier: z.array(ProvedCheckpoint).max(10_000),
})

export type ProvedEntry = Readonly<z.infer<typeof ProvedEntry>>
export type ProvedCheckpoint = Readonly<z.infer<typeof ProvedCheckpoint>>
/** What `--proof` prints and `--check` reads. */
export type Proof = Readonly<z.infer<typeof Proof>>

/** Throws INVALID_INPUT for what is no proof. */
export function parseProof(text: string): Proof {
  const { data } = Proof.safeParse(parseJson(text))
  if (data) return data
  throw new HandoffError('INVALID_INPUT', 'The file given with --check holds no proof.', {
    hint: 'Give what baton verify --proof printed.',
  })
}
