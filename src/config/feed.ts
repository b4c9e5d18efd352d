import * as z from 'zod'

import { secretOf, type Surroundings } from './secret.ts'
import { prefix, word } from './word.ts'

/** A feed that tells changes by HTTP, as an entry of `changes:`. */
export const FeedEntry = z.strictObject({
  feed: z.strictObject({
    /** It stands in the name of the source. */
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    /** The variable that holds its token is this and `_TOKEN`. */
    credentials: prefix.default('BATON_FEED'),
  }),
  /** Of changes that say nothing else. */
  service: word.optional(),
  environment: word.optional(),
})

/** The same, resolved: the token read. */
export interface FeedTarget {
  readonly kind: 'feed'
  readonly name: string
  /** Kept behind a function, so that no dump of the configuration shows it; null while there is a fault. */
  readonly token: () => string | null
  /** Why it cannot be used, in our own words; null when it can. */
  readonly fault: string | null
  readonly service: string | null
  readonly environment: string | null
}

export function feedTarget(
  { feed, service, environment }: z.output<typeof FeedEntry>,
  around: Surroundings,
): FeedTarget {
  const held = tokenOf(`${feed.credentials}_TOKEN`, around)
  return {
    kind: 'feed',
    name: feed.name,
    token: () => ('value' in held ? held.value : null),
    fault: 'fault' in held ? `Its token cannot be used: ${held.fault}` : null,
    service: service ?? null,
    environment: environment ?? null,
  }
}

/** Who shares a token cannot be told apart by it: each of them is silenced. */
export function withOwnTokens<T extends { readonly kind: string }>(
  targets: readonly (T | FeedTarget)[],
): readonly (T | FeedTarget)[] {
  const feeds = targets.filter((target) => isFeed(target))
  const ofToken = Map.groupBy(feeds, (feed) => feed.token())
  return targets.map((target) => {
    const held = isFeed(target) ? target.token() : null
    return held === null || ofToken.get(held)?.length === 1
      ? target
      : { ...(target as FeedTarget), token: () => null, fault: shared }
  })
}

const shared =
  'Its token cannot be used: another feed has the same. Give each feed credentials of its own.'

function isFeed(target: { readonly kind: string }): target is FeedTarget {
  return target.kind === 'feed'
}

/** Long enough that nobody guesses it. */
const token = /^[\x21-\x7e]{24,500}$/

function tokenOf(name: string, around: Surroundings) {
  const held = secretOf(name, around)
  if (held === undefined) return { fault: `${name} is not set.` }
  if ('fault' in held || token.test(held.value)) return held
  return { fault: `${name} has fewer than 24 characters, or blanks.` }
}
