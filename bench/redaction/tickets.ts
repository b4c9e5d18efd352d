import { table } from '../figures.ts'
import { coverOf, maskOf, otherCharacters } from './cover.ts'
import { percent, share, type Show } from './report.ts'
import { baton } from './subject.ts'
import { loadTickets, type Ticket, type TicketClass } from './tickets/load.ts'

const soft = new Set<TicketClass>(['PERSON', 'ADDRESS', 'LOCATION', 'ORGANIZATION'])
const head = [
  'language',
  'tickets',
  'PERSON fully',
  'ADDRESS, LOCATION, ORGANIZATION touched',
  'fully',
  'login names fully',
  'all else marked, fully',
  'other letters hidden',
]

interface Row {
  readonly person: number[]
  readonly touched: number[]
  readonly full: number[]
  readonly user: number[]
  readonly hard: number[]
  tickets: number
  others: number
  hidden: number
}

/** Invented tickets of one folder by language: what was marked and is hidden, and what else goes. */
export async function ticketsTable(
  part: 'dev' | 'held-out' | 'clean',
  show: Show,
): Promise<string> {
  const subject = baton('text')
  const rows = new Map<string, Row>()
  for (const ticket of loadTickets(part)) {
    const row = rows.get(ticket.language) ?? newRow()
    rows.set(ticket.language, row)
    addTicket(row, ticket, await subject.find(ticket.text), part, show)
  }
  if (part === 'clean') return cleanText(sum([...rows.values()]), rows)
  const sums: [string, Row][] = [['all', sum([...rows.values()])]]
  if (part === 'held-out') {
    const known = new Set(loadTickets('dev').map(({ language }) => language))
    const unknown = [...rows].filter(([language]) => !known.has(language)).map(([, row]) => row)
    sums.push([`the ${unknown.length} not in dev`, sum(unknown)])
  }
  return table([head, ...[...rows, ...sums].map(([name, row]) => cells(name, row))])
}

function sum(rows: readonly Row[]): Row {
  const total = newRow()
  for (const row of rows) {
    for (const key of ['person', 'touched', 'full', 'user', 'hard'] as const)
      total[key].push(...row[key])
    for (const key of ['tickets', 'others', 'hidden'] as const) total[key] += row[key]
  }
  return total
}

function addTicket(
  row: Row,
  { text, spans, kind }: Ticket,
  hits: Parameters<typeof maskOf>[1],
  part: string,
  show: Show,
): void {
  const mask = maskOf(text.length, hits)
  const labelled = maskOf(
    text.length,
    spans.map((span) => ({ ...span, type: span.class })),
  )
  row.tickets++
  for (const span of spans) {
    const { touched, full } = coverOf(text, mask, span)
    if (!full) show(`${part}:${span.class}`, kind, text, span)
    if (span.class === 'PERSON') row.person.push(Number(full))
    else if (soft.has(span.class)) {
      row.touched.push(Number(touched))
      row.full.push(Number(full))
    } else row[span.class === 'USER' ? 'user' : 'hard'].push(Number(full))
  }
  const { all, hidden } = otherCharacters(text, mask, labelled)
  row.others += all
  row.hidden += hidden
  for (const hit of hits) {
    if (!labelled.slice(hit.start, hit.end).includes(1)) {
      show(`${part}:other`, `${kind} ${hit.type}`, text, hit)
    }
  }
}

function cleanText(total: Row, rows: ReadonlyMap<string, Row>): string {
  const most = [...rows].toSorted(([, a], [, b]) => b.hidden / b.others - a.hidden / a.others)[0]
  const worst = most && `; most in ${most[0]}, ${percent(most[1].hidden / most[1].others)}`
  return `${total.tickets} texts in ${rows.size} languages that name nobody: ${percent(total.hidden / total.others)} of the letters and digits are hidden${worst}.`
}

function newRow(): Row {
  return { person: [], touched: [], full: [], user: [], hard: [], tickets: 0, others: 0, hidden: 0 }
}

function cells(name: string, row: Row): string[] {
  const mean = (values: readonly number[]): string =>
    values.length === 0 ? '-' : share(values.reduce((all, each) => all + each, 0) / values.length)
  return [
    name,
    String(row.tickets),
    mean(row.person),
    mean(row.touched),
    mean(row.full),
    mean(row.user),
    mean(row.hard),
    percent(row.hidden / row.others),
  ]
}
