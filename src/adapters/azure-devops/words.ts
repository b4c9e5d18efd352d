import type { Person } from './shapes.ts'

/** A word of theirs as people write it: `partiallySucceeded` and `PhaseFailed` with spaces. Null for those that say nothing. */
export function spaced(word: string | null): string | null {
  if (word === null || /^(none|undefined|all)$/i.test(word)) return null
  return word
    .slice(0, 40)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
}

/** Of a branch as git names it. */
export function branchOf(reference: string | null): string | null {
  return reference?.replace(/^refs\/(heads|tags)\//, '') ?? null
}

/** How a pull request's merge is called there. */
const merged = /^Merged PR (\d{1,9})\b/

/** The number of the pull request that a commit's message tells of. */
export function pullRequestOf(message: string): string | null {
  return merged.exec(message)?.[1] ?? null
}

/** Each once. */
export function namesOf(people: readonly (Person | null)[]): readonly string[] {
  return [...new Set(people.flatMap((one) => one?.name ?? []))]
}

/** Every name by which a text could tell of them. */
export function allNamesOf(people: readonly (Person | null)[]): readonly string[] {
  return [...new Set(people.flatMap((one) => [one?.name ?? [], one?.shown ?? []].flat()))]
}
