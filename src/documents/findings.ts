import { cutText } from '../domain/excerpt.ts'
import type { Incident } from '../domain/incident.ts'
import { instantMs } from '../domain/time.ts'
import { flat } from './escape.ts'
import { count, percent, span } from './figures.ts'
import { minuteOr } from './instants.ts'
import { logFindingWith, onsetFindingOf } from './known.ts'

export interface FindingView {
  readonly tool: string
  readonly statement: string
  readonly query: string
  /** The window in words. */
  readonly window: string
  readonly region: string
  readonly asOf: string
}

/** The error that most requests failed with. */
export interface ErrorView {
  readonly id: string
  readonly count: string
  readonly share: string
  readonly first: string
  readonly text: string
  readonly asOf: string
}

const mostFindings = 8
const longestError = 300

/** The newest findings, each query once, and the one that states the onset; oldest first. */
export function findingsOf(incident: Incident): readonly FindingView[] {
  const byQuery = new Map(incident.findings.map((each) => [`${each.tool} ${each.query}`, each]))
  const onset = onsetFindingOf(incident)
  const others = [...byQuery.values()].filter((each) => each !== onset)
  const kept = others.toSorted((a, b) => a.seq - b.seq).slice(1 - mostFindings)
  return [...(onset ? [onset] : []), ...kept]
    .toSorted((a, b) => a.seq - b.seq)
    .map((finding) => ({
      tool: finding.tool,
      statement: finding.statement,
      query: finding.query,
      window: windowWords(finding.window),
      region: finding.region,
      asOf: minuteOr(finding.asOf, 'unknown'),
    }))
}

/** What no finding knows: sources that were down, partial or not configured; each once. */
export function gapsOf(incident: Incident): readonly string[] {
  const gaps = incident.findings.flatMap((finding) =>
    finding.gaps.map(({ source, reason }) => `${finding.tool}, ${source}: ${reason}`),
  )
  return [...new Set(gaps)].slice(0, 20)
}

/** The main error as the log finding with the onset knows it, else as a newer one does; null when none was seen. */
export function mainErrorOf(incident: Incident): ErrorView | null {
  const found = logFindingWith(incident, 'patternText')
  if (!found) return null
  const { pattern, patternCount, patternShare, patternFirst, patternText } = found.values
  return {
    id: String(pattern),
    count: count(Number(patternCount)),
    share: percent(Number(patternShare)),
    first: minuteOr(String(patternFirst), 'unknown'),
    text: cutText(flat(String(patternText)), longestError),
    asOf: minuteOr(found.asOf, 'unknown'),
  }
}

function windowWords({ from, to }: { readonly from: string; readonly to: string }): string {
  const [fromMs, toMs] = [instantMs(from), instantMs(to)]
  const start = minuteOr(from, 'unknown')
  if (fromMs === undefined || toMs === undefined) return `from ${start}`
  return toMs - fromMs < 60_000
    ? `${Math.round((toMs - fromMs) / 1_000)} s from ${start}`
    : `${start} to ${minuteOr(to, 'unknown')}, ${span(toMs - fromMs)}`
}
