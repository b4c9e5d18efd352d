import { gapWords } from '../domain/placeholder.ts'
import { asMinute, timestampLike } from './instants.ts'

/** Markdown made by this folder. Data cannot be one: the class is not exported and JSON has no instances. */
class Markdown {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  static textOf(value: unknown): string | undefined {
    return typeof value === 'object' && value !== null && #text in value ? value.#text : undefined
  }
}

const longestValue = 4_000
const acts = /[&<>[\]\\`*|~#{}$]/g
const outerUnderscore = /(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g
const leadingMarker = /^(?:[-+](?= |$)|-(?=-)|=|\d{1,9}[.)](?= |$))/
/** Set as code: addresses, which the redactor must still recognise in the finished document. */
const setAsCode = /[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+/g
/** Somebody's words, not a gap in the document. */
const placeholderWord = new RegExp(gapWords, 'g')
const link = /:\/\/|\b(?:www)\.|@(?=[\w-])|\b(?:mailto|xmpp|javascript|data|vbscript|file):/gi

/** One line without control, bidirectional, zero-width or tag characters; at most 4,000 characters. */
export function flat(text: string): string {
  const clean = text
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u{E0000}-\u{E007F}]/gu, '')
    .replace(/ +/g, ' ')
    .trim()
  return clean.length > longestValue ? `${clean.slice(0, longestValue)}…` : clean
}

/**
 * Untrusted text as inert Markdown for prose, a list item or a table cell: characters that act become entities, addresses
 * are defanged, instants are printed in UTC minutes, and a time without zone or an e-mail address is set as code.
 */
export function escapeText(raw: string): string {
  const text = flat(raw)
  if (text === '') return '(empty)'
  const parts: string[] = []
  let from = 0
  for (const match of marked(text)) {
    parts.push(escapePart(text.slice(from, match.at)), match.shown)
    from = match.at + match.length
  }
  parts.push(escapePart(text.slice(from)))
  return parts
    .join('')
    .replace(leadingMarker, (marker) => `${marker.slice(0, -1)}${entity(marker.at(-1)!)}`)
}

/** Untrusted text as a code span; text with a back-tick, a pipe or an angle falls back to escaped prose, which nothing breaks on. */
export function codeSpan(raw: string): string {
  const text = flat(raw)
  return text === '' || /[`|<>]/.test(text) ? escapeText(text) : `\`${text}\``
}

/** A command in a list item: a code span that keeps pipes and back-ticks. Not for table cells. */
export function commandSpan(raw: string): string {
  const text = flat(raw)
  if (text === '') return escapeText(text)
  const rail = '`'.repeat(longestRun(text) + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${rail}${pad}${text}${pad}${rail}`
}

/** A block of text between fences that it cannot close. */
export function fencedBlock(raw: string): string {
  const text = raw
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .trimEnd()
  const rail = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${rail}text\n${text}\n${rail}`
}

/** An https link to an allowed host; anything else as escaped text. `hosts` are exact names, with a port where one is meant. */
export function linkOrText(raw: string, hosts: readonly string[]): string {
  const url = allowedUrl(flat(raw), hosts)
  return url === undefined ? escapeText(raw) : `<${url}>`
}

/** The address in a form that no Markdown context can break, when its host is allowed. */
export function allowedUrl(text: string, hosts: readonly string[]): string | undefined {
  if (!/^https:\/\/\S+$/i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || !isAllowed(url.host, hosts)) return undefined
  return url.href.replace(/[^\w\-.~:/?#@!$&+,;=%]/g, (c) =>
    encodeURIComponent(c).replace(/[()'*]/g, hex),
  )
}

/** Marks text as Markdown of our own, so that the engine prints it as it is. */
export function markdown(text: string): object {
  return new Markdown(text)
}

/** What the template engine does to every value it prints. Throws for an object: a template may print plain values only. */
export function outputEscape(value: unknown): string {
  if (value === null || value === undefined) return ''
  const own = Markdown.textOf(value)
  if (own !== undefined) return own
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number' || typeof value === 'boolean') return escapeText(String(value))
  throw new TypeError('A template printed a structure.')
}

function* marked(text: string): Generator<{ at: number; length: number; shown: string }> {
  const found = [
    ...text.matchAll(timestampLike).map((match) => shownAs(match, asMinute(match[0]))),
    ...text.matchAll(setAsCode).map((match) => shownAs(match, undefined)),
  ].toSorted((a, b) => a.at - b.at)
  let end = 0
  for (const one of found) {
    if (one.at < end) continue
    end = one.at + one.length
    yield one
  }
}

function shownAs(
  match: RegExpExecArray,
  shown: string | undefined,
): { at: number; length: number; shown: string } {
  return { at: match.index, length: match[0].length, shown: shown ?? `\`${match[0]}\`` }
}

function escapePart(text: string): string {
  return text
    .replace(link, defang)
    .replace(acts, entity)
    .replace(outerUnderscore, entity)
    .replace(placeholderWord, (word) => `${entity(word[0]!)}${word.slice(1)}`)
}

function defang(match: string): string {
  if (match === '@') return '(at)'
  return match.replace(/[:.]/, (c) => `[${c}]`)
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
}

function isAllowed(host: string, hosts: readonly string[]): boolean {
  return hosts.some((allowed) => allowed.toLowerCase() === host)
}
