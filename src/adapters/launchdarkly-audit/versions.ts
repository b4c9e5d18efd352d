import type { Entry } from './shapes.ts'

/** What a change made of its target, what that was before, and how it is taken back. */
interface Versions {
  readonly version: string | null
  readonly previous: string | null
  readonly rollback: string | null
}

const verbs: readonly (readonly [RegExp, Versions])[] = [
  [/\bturned on\b/i, { version: 'on', previous: 'off', rollback: 'turn it off again' }],
  [/\bturned off\b/i, { version: 'off', previous: 'on', rollback: 'turn it on again' }],
  [
    /\b(?:restored|unarchived)\b/i,
    { version: 'active', previous: 'archived', rollback: 'archive it again' },
  ],
  [/\barchived\b/i, { version: 'archived', previous: 'active', rollback: 'restore it' }],
  [/\bcreated\b/i, { version: 'created', previous: null, rollback: null }],
  [/\bdeleted\b/i, { version: 'deleted', previous: null, rollback: null }],
]

const quoted = '(?:`([^`\\n]{1,64})`|"([^"\\n]{1,64})"|\\*\\*([^*\\n]{1,64})\\*\\*)'
const fromTo = new RegExp(`\\bfrom ${quoted} to ${quoted}`, 'i')

/** Two values that the description quotes; else what the verb says. */
export function versionsOf({ titleVerb, description, shortDescription }: Entry): Versions {
  const verb = verbs.find(([words]) => words.test(titleVerb ?? ''))?.[1]
  if (verb !== undefined) return verb
  const told = fromTo.exec(`${shortDescription ?? ''}\n${description ?? ''}`.slice(0, 4_000))
  if (told === null) return { version: null, previous: null, rollback: null }
  const [before, after] = [told.slice(1, 4), told.slice(4, 7)].map((one) => one.find(Boolean))
  return {
    version: after ?? null,
    previous: before ?? null,
    rollback: 'set it back to what it was before',
  }
}
