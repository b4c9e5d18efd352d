import { HandoffError } from './error.ts'
import { isPlaceholder } from './placeholder.ts'

const several = /[,;&/+\r\n]|\s(?:and|or)\s/i

/** The text without surrounding white space; throws INVALID_INPUT naming the field when it only holds a place. */
export function requireWords(text: string | undefined, field: string): string {
  const words = text?.trim() ?? ''
  if (!isPlaceholder(words)) return words
  throw new HandoffError('INVALID_INPUT', `${field} says nothing.`, {
    hint: `Write ${field} in words that still help tomorrow; what nobody knows is left out.`,
  })
}

/** One person or team; throws INVALID_INPUT naming the field for nobody and for several. */
export function requireOne(text: string | undefined, field: string): string {
  const name = text?.trim() ?? ''
  if (!isPlaceholder(name) && !several.test(name)) return name
  throw new HandoffError('INVALID_INPUT', `${field} names nobody, or several.`, {
    hint: `Give one person in ${field}; two owners are none.`,
  })
}
