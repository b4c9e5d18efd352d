import type { LogEvent } from './event.ts'

const shortest = 3
const words = /[\p{L}\p{M}\p{N}]+/gu

/** Whether a text of an event has a word in it of whom its fields name. */
export function speaksOfItsPeople({ message, endpoint, people = [] }: LogEvent): boolean {
  if (people.length === 0) return false
  const text = `${message}\n${endpoint ?? ''}`.toLowerCase()
  return wordsOf(people).some((word) => text.includes(word))
}

/** The event with stars for each word that holds one of whom its fields name: more than must be hidden, and cheap. */
export function withoutItsPeople(event: LogEvent): LogEvent {
  const { people = [], message, endpoint } = event
  if (people.length === 0) return event
  const named = wordsOf(people)
  const starred = (text: string): string =>
    text.replace(words, (word) => {
      const folded = word.toLowerCase()
      return named.some((one) => folded.includes(one)) ? '***' : word
    })
  return { ...event, message: starred(message), endpoint: endpoint && starred(endpoint) }
}

/** The words by which somebody could be known, in lower case; numbers alone say nobody's name but in a phone number. */
function wordsOf(people: NonNullable<LogEvent['people']>): readonly string[] {
  return people.flatMap(({ class: kind, value }) =>
    (value.toLowerCase().match(words) ?? []).filter(
      (word) => word.length >= shortest && (kind === 'phone' || /\p{L}/u.test(word)),
    ),
  )
}
