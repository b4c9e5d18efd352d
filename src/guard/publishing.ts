import { HandoffError } from '../domain/error.ts'
import type { PublicationWriter } from '../ports/messages.ts'
import type { Redactor } from '../ports/redactor.ts'

/** What redaction would take out of a text, as classes without values; none when it stays as it is. */
export function hiddenClasses(
  redactor: Redactor,
  incident: string,
  text: string,
): readonly string[] {
  const found = (['text', 'log'] as const).flatMap((profile) => {
    const { value, report } = redactor.text(text, { incident, profile })
    if (value === text) return []
    const invisible = report.sanitised > 0 ? ['invisible characters'] : []
    const classes = [...Object.keys(report.hidden), ...invisible]
    return classes.length > 0 ? classes : ['text in disguise']
  })
  return [...new Set(found)]
}

/**
 * Publishes to the letter or not at all: what was granted must not be altered on its way, and what was learnt to be
 * somebody's data since then must not leave.
 */
export function exactPublisher(redactor: Redactor, writer: PublicationWriter): PublicationWriter {
  return {
    async publish(post, signal) {
      const { incident, subject, text } = post
      if (hiddenClasses(redactor, incident, `${subject}\n${text}`).length === 0) {
        return writer.publish(post, signal)
      }
      throw new HandoffError('DENIED', 'The text holds what has become known as personal data.', {
        rule: 'publish-as-granted',
        hint: 'Propose a text without it.',
      })
    },
  }
}
