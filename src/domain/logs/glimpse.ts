import type { LogEvent } from './event.ts'

/**
 * An event while it is being looked at: what counting and filtering need, read when asked for. It may hold only until the
 * next one; `whole` makes what is to be kept.
 */
export interface Glimpse extends Omit<LogEvent, 'people' | 'fields' | 'span'> {
  whole(): LogEvent
}

/** An event, or one of which no more than what is asked for will be made. */
export type SeenEvent = LogEvent | Glimpse

/** The event itself, to be kept. */
export function wholeOf(event: SeenEvent): LogEvent {
  return 'whole' in event ? event.whole() : event
}
