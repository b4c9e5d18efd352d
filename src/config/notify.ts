import * as z from 'zod'

import { address } from './address.ts'
import { secretOf, type Surroundings } from './secret.ts'

const defaultSecret = 'BATON_NOTIFY_SECRET'

/** One way by which people learn of what waits for them, as baton.yaml says it. */
export const NotifyEntry = z.union([
  z.strictObject({
    webhook: address,
    /** The variable that holds the secret, or with `_FILE` at its end the file that does. */
    secretEnv: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{0,79}$/)
      .default(defaultSecret),
    caFile: z.string().min(1).optional(),
  }),
  z.strictObject({ desktop: z.string().min(1) }),
])
type NotifyEntry = z.output<typeof NotifyEntry>

/** The same, resolved: paths absolute, the secret as key. */
export type NotifyTarget =
  | {
      readonly kind: 'webhook'
      readonly url: string
      readonly caFile: string | null
      /** Kept behind a function, so that no dump of the configuration shows it. */
      readonly key: () => Uint8Array
      /** Why it cannot be used, in our own words; null when it can. */
      readonly fault: string | null
    }
  | { readonly kind: 'desktop'; readonly folder: string }

/** A secret that is missing or malformed stops one way of telling people, not the start: whoever approves needs none. */
export function notifyTargets(
  entries: readonly NotifyEntry[],
  around: Surroundings,
): readonly NotifyTarget[] {
  return entries.map((entry): NotifyTarget => {
    if ('desktop' in entry) return { kind: 'desktop', folder: around.at(entry.desktop) }
    const { webhook, secretEnv, caFile } = entry
    const key = keyOf(secretEnv, around)
    return {
      kind: 'webhook',
      url: webhook,
      caFile: caFile === undefined ? null : around.at(caFile),
      key: () => (typeof key === 'string' ? new Uint8Array() : key),
      fault: typeof key === 'string' ? key : null,
    }
  })
}

/** The key, or why there is none. */
function keyOf(name: string, around: Surroundings): Uint8Array | string {
  const secret = secretOf(name, around)
  if (secret === undefined) return `${name} is not set.`
  if ('fault' in secret) return secret.fault
  return webhookKey(secret.value) ?? `${name} is no secret of 24 to 64 bytes in base64.`
}

/** As Standard Webhooks writes secrets: `whsec_` and base64 of 24 to 64 bytes; the prefix may be left out. */
function webhookKey(text: string): Uint8Array | undefined {
  const [, encoded = ''] = /^(?:whsec_)?([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
  const key = Buffer.from(encoded, 'base64')
  const isExact = key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '')
  return isExact && key.length >= 24 && key.length <= 64 ? key : undefined
}
