import { type Untrusted, untrusted } from '../../domain/untrusted.ts'
import type { Label } from './output.ts'

const harmless = /^[\w.:/-]{1,80}$/
const safeLast = /^[a-z]{1,12}[.,:;)]?$/

/**
 * The head of a message in one line. It never ends in the middle of something that may be personal or secret: after the
 * cut, words go until one is a plain lower-case word, so that the redactor sees all of a value or none of it.
 */
export function excerpt(message: string, most: number): Untrusted {
  const flat = message.replace(/\s*[\r\n]+\s*/g, ' ⏎ ').trim()
  if (flat.length <= most) return untrusted('log', flat)
  const words = flat.slice(0, most).split(/(?<=[\s,;{}|&])/)
  words.pop()
  let dropped = 0
  while (words.length > 0 && dropped < 12 && !safeLast.test(words.at(-1)!.trim())) {
    words.pop()
    dropped++
  }
  const head = words.join('')
  const key = head.lastIndexOf('-----BEGIN')
  const open = key >= 0 && !head.slice(key).includes('-----END')
  const shown = (open ? head.slice(0, key) : head).trim()
  return untrusted(
    'log',
    `${shown}${shown === '' ? '' : ' '}[+${flat.length - shown.length} characters]`,
  )
}

/** A value from a log as a label: checked characters stay plain, all else is untrusted. */
export function labelOf(value: string): Label {
  return harmless.test(value) ? value : excerpt(value, 60)
}
