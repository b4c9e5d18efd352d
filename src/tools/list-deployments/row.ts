import type { ChangeEvent, FileCounts } from '../../domain/change-event.ts'
import { fileClasses } from '../../domain/file-class.ts'
import type { RankedChange } from '../../domain/ranking.ts'
import type { Reason } from '../../domain/ranking/reasons.ts'
import { excerpt } from '../../domain/excerpt.ts'
import { shortName } from '../../domain/plain-name.ts'
import { toIso } from '../../domain/time.ts'
import type { Label, Mitigation, Row, Suspect } from './output.ts'

const longestNotes = 160
const longestLabel = 64
const longestRollback = 80
const mostListed = 3

/** A change as it is answered: what is not known is left out, a link stays only when its host is one of `links`. */
export function rowOf({ change, rank, verdict }: RankedChange, links: readonly string[]): Row {
  const from = originOf(change)
  const label = (text: string | null) => (text === null ? undefined : labelOf(from, text))
  const list = (texts: readonly string[]) =>
    texts.length === 0 ? undefined : texts.slice(0, mostListed).map((text) => labelOf(from, text))
  return defined({
    rank,
    verdict,
    id: labelOf(from, change.id),
    source: change.source,
    kind: change.kind,
    service: label(change.service),
    target: label(change.target),
    environment: label(change.environment),
    region: label(change.region),
    version: label(change.version),
    previous: label(change.previous),
    startedAt: secondsOf(change.startedAtMs),
    finishedAt: change.finishedAtMs === null ? undefined : secondsOf(change.finishedAtMs),
    state: label(change.state),
    actor: label(change.actor),
    approvedBy: list(change.approvedBy),
    commit: change.commit === change.id ? undefined : label(change.commit),
    pullRequests: list(change.pullRequests),
    files: change.files === null ? undefined : filesOf(change.files),
    rollback:
      change.rollback === null ? undefined : excerpt(from, change.rollback, longestRollback),
    url: change.url === null ? undefined : printableUrl(change.url, links),
    notes: change.notes === '' ? undefined : excerpt(from, change.notes, longestNotes),
  })
}

/** A likely cause with all that its score adds up from, in our words: where each change starts, then its reasons, strongest first. */
export function suspectOf({ change, rank, verdict, score, reasons }: RankedChange): Suspect {
  const from = originOf(change)
  return defined({
    rank,
    verdict,
    score,
    id: labelOf(from, change.id),
    kind: change.kind,
    service: change.service === null ? undefined : labelOf(from, change.service),
    startedAt: secondsOf(change.startedAtMs),
    reasons: reasons
      .toSorted((a, b) => weightOf(b) - weightOf(a))
      .map(({ logOdds, words }) => `${logOdds > 0 ? '+' : ''}${logOdds} ${words}`),
  })
}

/** A change after the onset, which may be what helped. */
export function mitigationOf(ranked: RankedChange): Mitigation {
  const { rank, id, kind, service, startedAt } = rowOf(ranked, [])
  return defined({ rank, id, kind, service, startedAt })
}

/** How many files of each class, in words. */
function filesOf(files: FileCounts): string | undefined {
  const words = fileClasses
    .filter((name) => files[name] > 0)
    .map((name) => `${files[name]} ${name}`)
  return words.length === 0 ? undefined : words.join(', ')
}

/** What any change starts with comes first. */
function weightOf({ term, logOdds }: Reason): number {
  return term === 'prior' ? Infinity : Math.abs(logOdds)
}

function originOf(change: ChangeEvent): 'commit' | 'deployment' {
  return change.source.startsWith('git:') ? 'commit' : 'deployment'
}

function labelOf(from: string, text: string): Label {
  return shortName(text) ?? excerpt(from, text, longestLabel)
}

/** An https link without credentials, of plain characters, on a host that may be printed. */
export function printableUrl(text: string, links: readonly string[]): string | undefined {
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'https:' || url.username || url.password) return undefined
  if (!links.includes(url.host)) return undefined
  return /^[\w.:/?=&%#@+~-]{1,200}$/.test(url.href) ? url.href : undefined
}

function secondsOf(ms: number): string {
  return toIso(ms).replace('.000Z', 'Z')
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T
}
