import type { FactBody } from '../fact.ts'
import { isPlaceholder } from '../placeholder.ts'
import type { Dated } from './bodies.ts'

type Note = FactBody<'note.recorded'>

const resolved = /^resolved\s*:\s*(.+)$/is
const withdrawn = /^not resolved\s*:\s*(.+)$/is
/** Words with which nothing has ended. */
const denied =
  /^(?:no|not|nope|never|none|nothing|false|maybe|perhaps|possibly|probably|soon|almost|nearly|partly|partially|if|when|once|unless|until|will|would|should|pending|waiting|unresolved)\b/i

/** What a decision note says about the end of an incident: that it is resolved, that it is not after all, or nothing. */
export function resolutionWord({ type, text }: Pick<Note, 'type' | 'text'>): boolean | undefined {
  if (type !== 'decision') return undefined
  if (saysSomething(withdrawn.exec(text.trim())?.[1])) return false
  const said = resolved.exec(text.trim())?.[1]
  return saysSomething(said) && !denied.test(said.trim()) ? true : undefined
}

/** True for a decision that means to end an incident and does not say how. */
export function isHollowResolution(note: Pick<Note, 'type' | 'text'>): boolean {
  return (
    note.type === 'decision' &&
    /^(?:not )?resolved\b/i.test(note.text.trim()) &&
    resolutionWord(note) === undefined
  )
}

/** The decision that ended the incident; the last word counts, and a later "Not resolved:" takes it back. */
export function resolutionIn(notes: readonly Dated<Note>[]): Dated<Note> | undefined {
  const last = notes.findLast((note) => resolutionWord(note) !== undefined)
  return last && resolutionWord(last) === true ? last : undefined
}

function saysSomething(words: string | undefined): words is string {
  return words !== undefined && !isPlaceholder(words)
}
