import type { LogEvent } from '../../domain/logs/event.ts'
import { coverageOf } from '../../domain/patterns.ts'
import { patternOf } from '../../domain/patterns/membership.ts'
import { sparkline } from '../../domain/sparkline.ts'
import { toIso } from '../../domain/time.ts'
import type { LogResult } from '../../ports/log-store.ts'
import type { ReadContext } from '../tool.ts'
import { aboutUsers } from '../shared/logs/figures.ts'
import type { Question } from '../shared/logs/question.ts'
import { labelOf } from './excerpt.ts'
import type { Mined } from './mined.ts'
import { narrowerOf } from './narrower.ts'
import { describeOnset, digits } from './onset-words.ts'
import type { Output } from './output.ts'
import { patternsOf } from './pattern-rows.ts'
import { samplesOf } from './sample-rows.ts'
import type { Story } from './story.ts'

/** How much of each part an answer shows. */
export interface Lengths {
  readonly patterns: number
  /** Characters of the example of the first pattern, and of the first that is new since the onset. */
  readonly main: number
  readonly exemplar: number
  /** Characters of the message of a sample; those of a pattern shown go without when it is 0. */
  readonly message: number
  readonly tops: number
  /** So many samples, unless a number was asked for. */
  readonly samples: number
  /** Characters of a value that is no plain name. */
  readonly label: number
  readonly gaps: number
}

/** What one search brought, and what was made of it. */
export interface Findings {
  readonly question: Question
  readonly result: LogResult
  readonly mined: Mined
  readonly story: Story | null
  readonly samples: readonly LogEvent[]
  /** The cursor of an answer that shows so many samples. */
  readonly cursor: (shown: number) => string | null
}

/** Everything an answer is made of, computed once; the result shapes it at the lengths asked for. */
export function answerOf(found: Findings, context: ReadContext): (lengths: Lengths) => Output {
  const { question, result, mined, story, samples } = found
  const { window, bucketMs } = question.query
  const shows = result.errors > 0 ? 'errors' : 'events'
  const counts = result.buckets.map((bucket) => bucket[shows === 'errors' ? 'errors' : 'total'])
  const users = aboutUsers(result.affectedUsers)
  const ids = patternOf(mined.patterns)
  return (lengths) => {
    const patterns = mined.patterns.slice(0, lengths.patterns)
    const events = samples.slice(0, lengths.samples)
    const cursor = found.cursor(events.length)
    const gaps = gapsOf(result, lengths.gaps)
    return {
      window: { from: toIso(window.fromMs), to: toIso(window.toMs) },
      region: regionOf(question, result, context),
      sources: result.sources.slice(0, 10),
      query: question.words,
      totals: {
        total: result.total,
        errors: result.errors,
        returned: events.length,
        truncated: cursor !== null,
        partial: gaps.length > 0,
      },
      gaps,
      histogram: { bucketMinutes: bucketMs / 60_000, shows, sparkline: sparkline(counts), counts },
      onset: describeOnset(mined.onset, result.sources.length > 0),
      patterns: patternsOf(patterns, lengths),
      coverage: {
        of: mined.of,
        patterns: mined.patterns.length,
        percent: coverageOf(patterns),
      },
      tops: topsOf(result, lengths),
      affectedUsers: { about: users, shareOfMau: shareOf(users, question, context) },
      story: story && storyOf(story, events, lengths.label),
      samples: samplesOf(events, { lengths, story, ids, shown: patterns }),
      cursor,
      narrower: narrowerOf(mined, result, question, context),
    }
  }
}

function gapsOf(result: LogResult, most: number): Output['gaps'] {
  const gaps = result.gaps.slice(0, most)
  const more = result.gaps.length - gaps.length
  if (more > 0) gaps.push({ source: 'logs', reason: `${more} more gaps are not listed.` })
  if (result.brokenLines > 0) {
    gaps.push({ source: 'logs', reason: `${result.brokenLines} broken lines were left out.` })
  }
  return gaps
}

/** Which regions the answer is about: the one asked for, else the incident's, else those the logs name, if configured. */
function regionOf({ region, incident }: Question, result: LogResult, context: ReadContext): string {
  const regions = [...context.services, ...context.environments].flatMap((one) => one.regions)
  const configured = new Set(regions)
  if (region !== null) return configured.has(region) ? region : 'the region asked for'
  const seen = (result.tops['region'] ?? []).map(({ value }) => value)
  const named = seen.filter((value) => configured.has(value)).join(', ')
  return incident?.regions.join(', ') || named || 'all regions'
}

function shareOf(
  users: number | null,
  { query, incident }: Question,
  context: ReadContext,
): number | null {
  const name =
    query.filters.service ?? (incident?.services.length === 1 ? incident.services[0] : '')
  const mau = context.services.find((service) => service.name === name)?.mau ?? null
  return users === null || mau === null || mau === 0 ? null : digits(users / mau)
}

function topsOf(result: LogResult, { tops: most, label }: Lengths): Output['tops'] {
  return Object.fromEntries(
    Object.entries(result.tops)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [
        name,
        values.slice(0, most).map((top) => ({ ...top, value: labelOf(top.value, label) })),
      ]),
  )
}

const mostServices = 10

function storyOf(
  { startMs, followed }: Story,
  events: readonly LogEvent[],
  label: number,
): Output['story'] {
  const services = new Set(events.flatMap(({ service }) => service ?? []))
  const lastMs = events.at(-1)?.atMs ?? startMs
  return {
    services: [...services].slice(0, mostServices).map((name) => labelOf(name, label)),
    lastsMs: startMs === null || lastMs === null ? 0 : lastMs - startMs,
    followed: followed.map(({ field, value }) => ({
      id: field === 'traceId' ? 'trace' : 'correlation',
      value: labelOf(value, label),
    })),
  }
}
