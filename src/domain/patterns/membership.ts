import { recogniser } from './recogniser.ts'
import { parseTemplate } from './template.ts'

/** Which of these patterns a message belongs to, by its id; undefined for none of them. */
export function patternOf(
  patterns: readonly { readonly id: string; readonly template: string }[],
): (message: string) => string | undefined {
  const templates = patterns.map(({ template }) => parseTemplate(template))
  const ids = new Map(templates.map((template, i) => [template, patterns[i]!.id]))
  const meant = recogniser(templates)
  return (message) => {
    const template = meant.find(message, 0, message.length)
    return template && ids.get(template)
  }
}
