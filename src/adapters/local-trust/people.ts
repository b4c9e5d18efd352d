import { createRequire } from 'node:module'
import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import { severities } from '../../domain/severity.ts'
import { durationMs, instantMs } from '../../domain/time.ts'
import type { Person, Trust } from '../../domain/trust.ts'
import { PublicKey } from './public-key.ts'

export type People = Pick<Trust, 'people' | 'rota' | 'matrix'>

const instant = z.string().transform((text, context) => {
  const ms = instantMs(text)
  if (ms !== undefined) return ms
  context.addIssue({ code: 'custom', message: 'an instant such as 2026-11-23T07:00:00Z' })
  return z.NEVER
})

const duration = z.string().transform((text, context) => {
  const ms = durationMs(text)
  if (ms !== undefined) return ms
  context.addIssue({ code: 'custom', message: 'a duration such as 15m or 1h' })
  return z.NEVER
})

/** No upper case, no wildcard, no separator: an id is safe in a policy, a signer list and a file name. */
const id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
const role = z.string().regex(/^[a-z][a-z0-9-]{0,63}(:[a-zA-Z0-9][\w.-]{0,79})?$/)

const Key = z.union([
  PublicKey.transform((key) => ({ key, notAfter: undefined, revokedAt: undefined })),
  z.strictObject({ key: PublicKey, notAfter: instant.optional(), revokedAt: instant.optional() }),
])

const File = z.strictObject({
  people: z
    .array(
      z.strictObject({
        id,
        name: z.string().min(1).max(80),
        email: z.string().max(200).optional(),
        roles: z.array(role).default([]),
        keys: z.array(Key).default([]),
        notAfter: instant.optional(),
      }),
    )
    .default([]),
  rota: z.array(z.strictObject({ role, from: instant, to: instant, person: id })).default([]),
  matrix: z
    .array(
      z.strictObject({
        severity: z.enum(severities),
        level: z.number().int().min(1).max(9),
        role,
        within: duration,
      }),
    )
    .default([]),
})

/** Reads `people.yaml`; throws UPSTREAM naming the key that is unknown or malformed, never its value. */
export function parsePeople(text: string): People {
  const parsed = File.safeParse(readYaml(text))
  if (!parsed.success) throw refused(parsed.error.issues.slice(0, 5).map(faultOf).join('; '))
  const { people, rota, matrix } = parsed.data
  const found = people.map(({ email, notAfter, keys, ...person }): Person => ({
    ...person,
    email: email ?? null,
    notAfterMs: notAfter ?? null,
    keys: keys.map(({ key, notAfter: until, revokedAt }) => ({
      publicKey: key,
      notAfterMs: until ?? null,
      revokedAtMs: revokedAt ?? null,
    })),
  }))
  refuseTwice(found)
  return {
    people: found,
    rota: rota.map(({ role: duty, from, to, person }) => ({
      role: duty,
      fromMs: from,
      toMs: to,
      person,
    })),
    matrix: matrix.map(({ within, ...rung }) => ({ ...rung, withinMs: within })),
  }
}

function readYaml(text: string): unknown {
  try {
    const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
    return parse(text, { uniqueKeys: true, maxAliasCount: 50 }) ?? {}
  } catch (cause) {
    throw refused('it is not readable YAML', cause)
  }
}

function faultOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') return `${path || 'the file'} is malformed`
  return `unknown key ${[...issue.path, issue.keys[0]].join('.')}`
}

/** One key or address under two ids would let one human be requester and approver at once. */
function refuseTwice(people: readonly Person[]): void {
  demandUnique(
    'an id or e-mail address',
    people.flatMap((person) => [...new Set([person.id, person.email?.toLowerCase() ?? person.id])]),
  )
  demandUnique(
    'a key',
    people.flatMap((person) => person.keys.map((key) => key.publicKey.split(' ')[1] ?? '')),
  )
}

function demandUnique(what: string, values: readonly string[]): void {
  if (new Set(values).size !== values.length) throw refused(`${what} stands there twice`)
}

function refused(why: string, cause?: unknown): HandoffError {
  return new HandoffError('UPSTREAM', `The trust file people.yaml is not valid: ${why}.`, {
    rule: 'trust-readable',
    hint: 'Whoever keeps the trust folder must mend it; nothing can be granted until then.',
    cause,
  })
}
