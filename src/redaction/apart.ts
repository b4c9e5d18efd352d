import type { Profile } from '../domain/redacted.ts'
import { matchEnd } from './classes/class.ts'
import { isNearTelling } from './classes/near-words.ts'
import type { Hit } from './finder.ts'
import { mark } from './marks.ts'

/** Classes whose values say nothing about what stands beside them, as of most hits in logs; in free text a mailbox does. */
const machines: Readonly<Record<Profile, ReadonlySet<string>>> = {
  log: new Set(['ipv4', 'ipv6', 'mac', 'user', 'email']),
  text: new Set(['ipv4', 'ipv6', 'mac', 'user']),
}
const keyBefore = /(?:^|\n)[\w.-]{1,48}[=:] ?["']?$/
const longestKey = 54
const lineEnd = /["']?\r?(?:\n|$)/y
const inFront = /[\s([{"'=/:,]/
/** A mailbox may begin as the address in front of it ends. */
const inFrontOfMailbox = /[\s([{"']/
const goesOn = /[\da-f:]/i
const behind = /[\s)\]}"',;/]|:(?!:|[\da-f]{2}[:-])/iy
const letter = /\p{L}/u
const wordsBehind = / (?!(?:from|by|to|on|at|with|is|was|has|and|logged)\b)\p{L}/uy
/** What may stand between the digits of one number, or behind one in front of an address, and how far; fewer digits are no number. */
const betweenDigits = ' \t()./-,_+'
const behindDigits = `${betweenDigits}:`
const widest = 24
const leastDigits = 4
/** So far a word in front of a number, or behind it, tells what it is. */
const telling = 64

/** True for the address of a machine that stands apart: without it nothing else is found around it. */
export function isApart(text: string, hits: readonly Hit[], at: number, profile: Profile): boolean {
  const hit = hits[at]!
  if (profile === 'log') return standsApart(text, hit, profile) || isWholeLine(text, hit)
  if (!standsApart(text, hit, profile)) return false
  const { start, end } = hit
  const before = hits[at - 1]
  const after = hits[at + 1]
  const first = before && standsApart(text, before, profile) ? before.end : 0
  const last = after && standsApart(text, after, profile) ? after.start : text.length
  return (
    !isNumberNext(text, start - 1, Math.max(first, start - widest), -1) &&
    !isNumberNext(text, end, Math.min(last, end + widest), 1) &&
    !isNearTelling(text, start - telling, end + telling)
  )
}

/** The text as whoever looks for names reads it: marks in the place of the machines' addresses, which keep their length. */
export function withoutMachines(text: string, hits: readonly Hit[]): string {
  const parts: string[] = []
  let from = 0
  for (const hit of hits) {
    if (hit.start < from || !standsApart(text, hit, 'text')) continue
    parts.push(text.slice(from, hit.start), mark.repeat(hit.end - hit.start))
    from = hit.end
  }
  return from === 0 ? text : parts.join('') + text.slice(from)
}

function standsApart(text: string, { start, end, class: name }: Hit, profile: Profile): boolean {
  return (
    machines[profile].has(name) &&
    beginsApart(text, start, name) &&
    (end === text.length || matchEnd(behind, text, end) !== -1) &&
    (profile === 'log' || !touchesWord(text, start, end, name))
  )
}

/** True for the value of a key that has a line to itself, as in settings: nothing is left that could be found. */
function isWholeLine(text: string, { start, end, value }: Hit): boolean {
  return (
    matchEnd(lineEnd, text, end) !== -1 &&
    keyBefore.test(text.slice(Math.max(0, start - longestKey), start)) &&
    !value.includes('\n')
  )
}

/** A colon behind a digit may be one of an address that goes on. */
function beginsApart(text: string, start: number, name: string): boolean {
  if (start === 0) return true
  const before = text[start - 1]!
  if (before === ':' && goesOn.test(text[start - 2] ?? '')) return false
  return (name === 'email' ? inFrontOfMailbox : inFront).test(before)
}

/** True where a word says another thing beside a token: glued to it in front, or behind the account that may be its first name. */
function touchesWord(text: string, start: number, end: number, name: string): boolean {
  const glue = text[start - 1]
  if ((glue === ':' || glue === '/') && letter.test(text[start - 2] ?? '')) return true
  return name === 'user' && matchEnd(wordsBehind, text, end) !== -1
}

/** Whether a number stands in that direction with nothing between but what may part its digits. */
function isNumberNext(text: string, from: number, to: number, step: 1 | -1): boolean {
  let digits = 0
  for (let at = from; step > 0 ? at < to : at >= to; at += step) {
    const char = text[at]!
    if (char >= '0' && char <= '9') digits++
    else if (!(step > 0 ? betweenDigits : behindDigits).includes(char)) break
    if (digits === leastDigits) return true
  }
  return false
}
