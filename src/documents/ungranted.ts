import type { AccountRow } from '../domain/facts/account.ts'
import type { Incident } from '../domain/incident.ts'
import { instantMs, toMinute } from '../domain/time.ts'
import { statementOf } from '../domain/ungranted/statement.ts'
import type { Window } from '../domain/window.ts'
import { minuteOr } from './instants.ts'
import type { Finding } from './known.ts'

/** One change as templates print it. */
interface ChangeView {
  readonly at: string
  readonly region: string
  readonly change: string
  readonly by: string
  readonly says: string
  readonly link: string
}

/** Changes of production without a grant as templates print them; `looked` is empty when nobody has asked the sources. */
export interface UngrantedView {
  readonly statement: string
  readonly looked: string
  readonly rows: readonly ChangeView[]
  /** How many more there are than are shown. */
  readonly more: number
  readonly notKnown: readonly string[]
}

/** A look at the sources of changes, as list_deployments left it on the record. */
interface Look {
  readonly finding: Finding
  readonly grants: NonNullable<Finding['grants']>
  readonly window: Window
}

const mostShown = 40

/**
 * What all looks together say: a narrow one that comes later hides nothing of a wider one, and a change that a vendor no
 * longer tells stays with that note.
 */
export function ungrantedView(incident: Incident): UngrantedView {
  const looks = incident.findings.flatMap(lookOf)
  const main = looks.reduce<Look | undefined>(
    (best, look) =>
      best && overlapMs(best.window, incident) > overlapMs(look.window, incident) ? best : look,
    undefined,
  )
  if (!main) return { statement: '', looked: '', rows: [], more: 0, notKnown: [] }
  const rows = rowsOf(looks)
  const seen = rows.filter(({ row }) => row.verdict === 'ungranted').length
  const { ungranted, unclear, granted } = main.grants
  const counts = { ungranted: Math.max(seen, ungranted), unclear, granted }
  const notKnown = [...gapsOf(looks), ...unaskedOf(looks, incident)]
  const telling = rows.length - rows.filter(({ row }) => row.verdict === 'granted').length
  return {
    statement: statementOf(counts, false),
    looked: `${toMinute(main.window.fromMs)} to ${toMinute(main.window.toMs)}, as of ${minuteOr(main.finding.asOf, 'unknown')}`,
    rows: rows.slice(0, mostShown).map(viewOf),
    more: Math.max(0, counts.ungranted + counts.unclear - Math.min(telling, mostShown)),
    notKnown,
  }
}

function lookOf(finding: Finding): readonly Look[] {
  const [fromMs, toMs] = [instantMs(finding.window.from), instantMs(finding.window.to)]
  const { grants } = finding
  if (grants === undefined || fromMs === undefined || toMs === undefined) return []
  return [{ finding, grants, window: { fromMs, toMs } }]
}

/** The widest that the incident ever had: one that was narrowed afterwards leaves nothing out. */
function widestOf({ window, revisions }: Incident): Incident['window'] {
  const all = [window, ...revisions.flatMap(({ from }) => from.window ?? [])]
  const starts = all.map(({ from }) => from).toSorted()
  return {
    from: starts[0]!,
    to: all
      .map(({ to }) => to)
      .toSorted()
      .at(-1)!,
  }
}

function overlapMs({ fromMs, toMs }: Window, incident: Incident): number {
  const window = widestOf(incident)
  const start = Math.max(fromMs, instantMs(window.from) ?? fromMs)
  return Math.max(0, Math.min(toMs, instantMs(window.to) ?? toMs) - start)
}

interface ToldRow {
  readonly row: AccountRow
  /** A later look at the same time that had no gap and did not tell of it. */
  readonly goneBy: Look | undefined
}

/** Each change once as it was told last, oldest first; what is no longer in doubt is left out. */
function rowsOf(looks: readonly Look[]): readonly ToldRow[] {
  const told = new Map<string, { readonly row: AccountRow; readonly look: Look }>()
  for (const look of looks) for (const row of look.grants.rows) told.set(keyOf(row), { row, look })
  return [...told.values()]
    .map(({ row, look }) => ({
      row,
      goneBy: looks.slice(looks.indexOf(look) + 1).find(tellsAll(row)),
    }))
    .filter(({ row, goneBy }) => row.verdict === 'ungranted' || goneBy === undefined)
    .toSorted((a, b) => (a.row.at < b.row.at ? -1 : 1))
}

function tellsAll({ at }: AccountRow): (look: Look) => boolean {
  const atMs = instantMs(at) ?? 0
  return ({ window, finding, grants }) =>
    window.fromMs <= atMs &&
    atMs < window.toMs &&
    finding.gaps.length === 0 &&
    grants.rows.length >= grants.ungranted + grants.unclear
}

function keyOf({ source, kind, id, at, service, target }: AccountRow): string {
  return JSON.stringify([source, kind, id, at, service, target])
}

/** Gaps of each look, unless a later one asked about all of its window and had none of that source. */
function gapsOf(looks: readonly Look[]): readonly string[] {
  const open = looks.flatMap(({ finding, window }, i) =>
    finding.gaps
      .filter(({ source }) => !looks.slice(i + 1).some((later) => answers(later, window, source)))
      .map(({ source, reason }) => `${source}: ${reason}`),
  )
  return [...new Set(open)]
}

function answers({ finding, window }: Look, asked: Window, source: string): boolean {
  return (
    window.fromMs <= asked.fromMs &&
    asked.toMs <= window.toMs &&
    !finding.gaps.some((gap) => gap.source === source)
  )
}

/** Parts of the incident's window about which no source was asked. */
function unaskedOf(looks: readonly Look[], incident: Incident): readonly string[] {
  const window = widestOf(incident)
  const endMs = instantMs(window.to) ?? 0
  let atMs = instantMs(window.from) ?? endMs
  const unasked: string[] = []
  const nobody = (untilMs: number): void => {
    if (untilMs - atMs < 60_000) return
    unasked.push(`from ${toMinute(atMs)} to ${toMinute(untilMs)} no source was asked`)
  }
  for (const each of looks.toSorted((a, b) => a.window.fromMs - b.window.fromMs)) {
    nobody(Math.min(each.window.fromMs, endMs))
    atMs = Math.max(atMs, each.window.toMs)
  }
  nobody(endMs)
  return unasked
}

function viewOf({ row, goneBy }: ToldRow): ChangeView {
  const { kind, target, id, service, environment } = row
  const gone = goneBy ? `; not told again at ${minuteOr(goneBy.finding.asOf, 'unknown')}` : ''
  const name = target ?? id ?? '(no plain name)'
  return {
    at: minuteOr(row.at, 'unknown'),
    region: row.region,
    change: `${kind} ${name}${service === null ? '' : ` in ${service}`}, ${environment ?? 'environment not told'}`,
    by: row.actor ?? 'not told',
    says: `${row.reason}${gone}`,
    link: row.url ?? '',
  }
}
