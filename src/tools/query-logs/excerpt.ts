import { excerpt } from '../../domain/excerpt.ts'
import type { Untrusted } from '../../domain/untrusted.ts'
import type { Label } from './output.ts'

const harmless = /^(?!.*:\/\/)(?!www\.)[\w.:/+-]{1,80}$/i
const longestLabel = 60

/** A message or the example of a pattern, to be shown in at most so many characters. */
export function messageOf(text: string, most: number): Untrusted {
  return excerpt('log', text, most)
}

/** A value from a log as a label: checked characters stay plain, all else is untrusted. */
export function labelOf(value: string): Label {
  return harmless.test(value) ? value : excerpt('log', value, longestLabel)
}
