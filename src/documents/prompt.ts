import { HandoffError } from '../domain/error.ts'
import type { PromptItem } from '../ports/shelf.ts'
import { escapeText } from './escape.ts'

const longestArgument = 400
const slot = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g

/**
 * The prompt with its arguments in place, each escaped onto one line: an argument is data and cannot add structure.
 * Undeclared arguments and slots are dropped. Throws INVALID_INPUT when a required one is missing or one is too long.
 */
export function fillPrompt(
  prompt: Pick<PromptItem, 'arguments' | 'text'>,
  given: Readonly<Record<string, string | undefined>>,
): string {
  const values = new Map<string, string>()
  for (const { name, required } of prompt.arguments) {
    const value = (Object.hasOwn(given, name) ? given[name] : undefined)?.trim() ?? ''
    if (value === '' && required) {
      throw new HandoffError('INVALID_INPUT', `The argument ${name} is missing.`, {
        hint: 'prompts/list says what each argument is; get_incident lists the incidents.',
      })
    }
    if (value.length > longestArgument) {
      throw new HandoffError('INVALID_INPUT', `The argument ${name} is longer than 400 characters.`)
    }
    values.set(name, value === '' ? 'not given' : escapeText(value))
  }
  return prompt.text.replace(slot, (_, name: string) => values.get(name) ?? '')
}
