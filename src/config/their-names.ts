import * as z from 'zod'

import type { TheirNames } from '../domain/their-place.ts'
import { word } from './word.ts'

export const theirName = z.string().min(1).max(255)
export const theirNames = z.array(theirName).min(1).max(100).optional()

/** What environments of theirs are called here, by their names. */
const ourEnvironments = z
  .record(
    theirName,
    z.union([
      word.transform((environment): { environment: string; region?: string } => ({ environment })),
      z.strictObject({ environment: word, region: word.optional() }),
    ]),
  )
  .default({})

/** Whose what a vendor tells is, as members of an entry; `share` is what of the vendor's may be one service's. */
export function ourNames<T extends z.ZodType>(share: T) {
  return {
    service: word.optional(),
    services: z.record(word, share).default({}),
    environments: ourEnvironments,
    region: word.optional(),
  }
}

interface OurNames extends Pick<TheirNames, 'services' | 'environments'> {
  readonly service?: string | undefined
  readonly region?: string | undefined
}

export function namesOf({ service, services, environments, region }: OurNames): TheirNames {
  return { service: service ?? null, services, environments, region: region ?? null }
}
