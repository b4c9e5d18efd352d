import { excerpt } from '../../domain/excerpt.ts'
import { shortName } from '../../domain/plain-name.ts'
import type { Untrusted } from '../../domain/untrusted.ts'
import type { Label } from './output.ts'

/** A message or the example of a pattern, to be shown in at most so many characters. */
export function messageOf(text: string, most: number): Untrusted {
  return excerpt('log', text, most)
}

/** A value from a log as a label: a short name stays plain, all else is untrusted and at most so long. */
export function labelOf(value: string, most: number): Label {
  return shortName(value) ?? excerpt('log', value, most)
}
