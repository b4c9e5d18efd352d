import type { LogEvent } from './event.ts'
import { type SeenEvent, wholeOf } from './glimpse.ts'
import { withoutItsPeople } from './people.ts'

/** A message as its reader sees it; `people` are those whom its own event names. */
export type Shown = (message: string, people?: LogEvent['people']) => string

type Test = (event: SeenEvent) => boolean

/** So many messages that speak of their own people are looked at closely; further ones count as hidden. */
const mostClose = 500

/** Messages in which a reader sees that text, in any case; without `shown` all that hold it. */
export function shows(value: string, shown: Shown | undefined): Test {
  const has = holder(value)
  const isSeen = shown && seen(has, shown)
  return (event) => has(event.message) && (isSeen?.(event) ?? true)
}

/**
 * Messages that hold that text where their reader does not see it. Where it is seen it is another word: its hits would
 * spell out what a token of few characters stands for.
 */
export function hides(value: string, shown: Shown | undefined): Test {
  const has = holder(value)
  const isSeen = shown && seen(has, shown)
  return (event) => has(event.message) && !(isSeen?.(event) ?? false)
}

function holder(value: string): (text: string) => boolean {
  const wanted = value.toLowerCase()
  return (text) => text.toLowerCase().includes(wanted)
}

const token = /«[a-z][a-z0-9-]{0,23}:[A-Za-z0-9]{1,40}»/g

/** Tokens tell nothing by their letters: a word that one of them holds by chance is not read there. */
function readable(text: string): string {
  return text.replace(token, '«»')
}

function seen(has: (text: string) => boolean, shown: Shown): Test {
  let close = 0
  return (event) => {
    if (!has(readable(shown(event.message)))) return false
    const whole = wholeOf(event)
    if (has(withoutItsPeople(whole).message)) return true
    return close++ < mostClose && has(readable(shown(whole.message, whole.people)))
  }
}
