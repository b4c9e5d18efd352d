import type { Incident } from '../domain/incident.ts'
import { toMinute } from '../domain/time.ts'
import { glassViews } from './acts.ts'
import { askViews, asksOf } from './asks.ts'
import { cited, manifestOf } from './evidence.ts'
import { findingsOf, gapsOf, mainErrorOf } from './findings.ts'
import { figuresOf } from './impact.ts'
import { minuteOr } from './instants.ts'
import {
  type Note,
  type NoteType,
  dataLossOf,
  decisionsAgainst,
  linkOf,
  notesOf,
  regionOr,
  saysSomething,
} from './known.ts'
import { attemptsOf, openRequests } from './mitigation.ts'
import type { Facts } from './options.ts'
import { turningPoints } from './phases.ts'
import { publishedViews } from './publications.ts'
import { phaseViews } from './rates.ts'
import { reproductionView } from './reproduction.ts'
import { etaWords, statedBy } from './revisions.ts'
import { nextUpdateWords, sentencesOf, suspectOf, summaryBox } from './summary.ts'
import { timelineRows } from './timeline.ts'
import { ungrantedView } from './ungranted.ts'

/** A note as templates print it; `link` is empty for none. */
export interface NoteView {
  readonly text: string
  readonly owner: string
  readonly at: string
  readonly region: string
  readonly link: string
}

/** Everything the escalation packet prints. */
export function packetView(incident: Incident, facts: Facts): object {
  const { services, phases, nowMs } = facts
  const suspect = suspectOf(incident)
  return {
    incident: incident.id,
    severity: incident.severity,
    asOf: toMinute(nowMs),
    box: summaryBox(incident, services, phases),
    sentences: sentencesOf(incident, services, phases),
    chart: facts.chart ?? '',
    figures: figuresOf(incident, services, phases),
    mainError: mainErrorOf(incident),
    phases: phaseViews(phases),
    divided: dividedAt(incident),
    findings: findingsOf(incident),
    gaps: [...new Set([...gapsOf(incident), ...(facts.gaps ?? [])])],
    manifest: manifestOf(incident, facts.evidenceFaults),
    evidence: evidenceOf(incident),
    recipe: recipeLink(incident),
    ...reproductionView(incident, facts.environments),
    attempts: attemptsOf(incident),
    ungranted: ungrantedView(incident),
    noMitigation: decisionsAgainst(incident).map((note) => noteView(incident, note)),
    glass: glassViews(incident),
    ...risksOf(incident),
    asks: askViews(incident, asksOf(incident), nowMs),
    nextUpdate: nextUpdateWords(incident),
    eta: incident.resolvedAt === null ? (etaWords(incident, nowMs) ?? '') : '',
    workaround: workaroundOf(incident),
    timeline: timelineRows(incident, nowMs),
    suspect,
    hypotheses: views(incident, 'hypothesis').filter(({ text }) => text !== suspect),
    ruledOut: views(incident, 'ruled_out'),
    notChecked: views(incident, 'not_checked'),
    updates: communicationsOf(incident),
    promises: views(incident, 'promise'),
    openDecisions: openRequests(incident).map(({ id, state, proposal }) => ({
      request: id,
      state,
      target: proposal.target,
      expiresAt: minuteOr(proposal.expiresAt, 'unknown'),
    })),
    learnings: [...views(incident, 'learning'), ...views(incident, 'gap')],
    acknowledgement: acknowledgementOf(incident),
    location: facts.location === undefined ? '' : `${facts.location}/${incident.id}`,
    documents: documentsOf(incident, facts),
    lastSeq: incident.lastSeq,
    checkpoint: facts.checkpoint ?? '',
  }
}

/** Notes of one type as templates print them, oldest first. */
export function views(incident: Incident, type: NoteType): readonly NoteView[] {
  return notesOf(incident, type).map((note) => noteView(incident, note))
}

function noteView(incident: Incident, note: Note): NoteView {
  return {
    text: note.text,
    owner: note.owner,
    at: minuteOr(note.at, 'unknown'),
    region: regionOr(incident, note.region),
    link: cited(incident, linkOf(note.link) ?? ''),
  }
}

/** What is known to be out, and what somebody said they sent, oldest first. */
function communicationsOf(incident: Incident): readonly NoteView[] {
  const published = publishedViews(incident).map((view) => ({ ...view, link: '' }))
  return [...published, ...views(incident, 'update_sent')].toSorted((a, b) =>
    a.at < b.at ? -1 : 1,
  )
}

function risksOf(incident: Incident): object {
  const loss = dataLossOf(incident)
  const lossText = loss?.note.text.trim().replace(/^\w+[\s:,.;-]*/, '')
  return {
    risks: views(incident, 'risk'),
    blockers: views(incident, 'blocker'),
    contingencies: views(incident, 'contingency'),
    dataLoss: loss?.answer ?? 'unknown',
    dataLossText: lossText !== undefined && saysSomething(lossText) ? lossText : '',
  }
}

function acknowledgementOf(incident: Incident): object | null {
  const given = incident.acknowledgement
  return (
    given && {
      by: `${given.by}${given.simulated ? ' (SIMULATED person, nobody real has taken over)' : ''}`,
      at: minuteOr(given.recordedAt, 'unknown'),
      readBack: given.readBack,
    }
  )
}

/** What customers can do meanwhile, with who stated it; null for nothing. */
function workaroundOf(incident: Incident): object | null {
  const said = statedBy(incident, 'workaround')
  if (incident.workaround === null || !said) return null
  return { text: incident.workaround, by: said.by, at: minuteOr(said.at, 'unknown') }
}

/** Links of observations and notes, and the evidence of each reproduction, each once. */
function evidenceOf(incident: Incident): readonly string[] {
  const links = incident.notes
    .filter(({ type }) => type !== 'handoff')
    .flatMap(({ link }) => linkOf(link) ?? [])
  const runs = incident.reproductions.flatMap(({ evidence }) => evidence)
  const named = [...links, ...runs.filter(saysSomething)].map((each) => cited(incident, each))
  return [...new Set(named)]
}

/** Where the table of deltas is divided. */
function dividedAt(incident: Incident): string {
  const { measured, mitigatedMs } = turningPoints(incident)
  const onset = measured ? 'the measured onset' : 'detection, since no onset was measured'
  return mitigatedMs === null ? onset : `${onset} and when the last standing change was applied`
}

/** Names of the files in the packet's folder. */
function documentsOf(incident: Incident, facts: Facts): readonly string[] {
  const rendered = incident.documents.map(({ file }) => file)
  const chart = facts.chart === undefined ? [] : [facts.chart]
  return [...new Set(['packet.md', ...rendered, ...chart])].toSorted((a, b) => (a < b ? -1 : 1))
}

function recipeLink(incident: Incident): string {
  return incident.documents.some(({ document }) => document === 'recipe') ? 'recipe.md' : ''
}
