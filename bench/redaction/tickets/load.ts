import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What can be marked in a ticket; text without a mark is to stay readable. */
export const ticketClasses = [
  'PERSON',
  'ADDRESS',
  'LOCATION',
  'ORGANIZATION',
  'EMAIL',
  'PHONE',
  'CARD',
  'IBAN',
  'ID',
  'IP',
  'USER',
  'BIRTH',
  'SECRET',
] as const
export type TicketClass = (typeof ticketClasses)[number]

/** A marked value: UTF-16 offsets into the ticket's text, the end not included. */
export interface TicketSpan {
  readonly class: TicketClass
  readonly start: number
  readonly end: number
  readonly value: string
}

/** One invented ticket; `kind` is its form: mail, chat, form, commit, voice, caps, lower, note. */
export interface Ticket {
  readonly id: string
  readonly language: string
  readonly kind: string
  readonly text: string
  readonly spans: readonly TicketSpan[]
}

const mark = new RegExp(String.raw`\[(${ticketClasses.join('|')})\|([^\]\[|\n]+)\]`, 'g')

/** The tickets of one file, each below a line `=== kind`; throws at a mark that does not parse. */
export function parseTickets(language: string, source: string): readonly Ticket[] {
  const [head, ...parts] = source.split(/^=== ([a-z]+)$/m)
  if (head?.trim() !== '') throw new Error(`${language}: text before the first ticket`)
  return Array.from({ length: parts.length / 2 }, (_, at) => {
    const id = `${language}-${at + 1}`
    const { text, spans } = unmark((parts[at * 2 + 1] ?? '').trim())
    if (/\[[A-Z]+\|/.test(text)) throw new Error(`${id}: a mark that does not parse`)
    return { id, language, kind: parts[at * 2] ?? '', text, spans }
  })
}

/** Every ticket of a folder here; `clean` holds texts without a mark. */
export function loadTickets(part: 'dev' | 'held-out' | 'clean'): readonly Ticket[] {
  const folder = join(import.meta.dirname, part)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
    .flatMap((file) =>
      parseTickets(file.slice(0, -'.txt'.length), readFileSync(join(folder, file), 'utf8')),
    )
}

function unmark(marked: string): Pick<Ticket, 'text' | 'spans'> {
  const spans: TicketSpan[] = []
  let text = ''
  let from = 0
  for (const { 0: whole, 1: name, 2: value = '', index } of marked.matchAll(mark)) {
    text += marked.slice(from, index)
    from = index + whole.length
    const start = text.length
    text += value
    spans.push({ class: name as TicketClass, start, end: text.length, value })
  }
  return { text: text + marked.slice(from), spans }
}
