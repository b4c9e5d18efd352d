import { findOnset } from '../../domain/onset.ts'
import { type Pattern, minePatterns } from '../../domain/patterns.ts'
import { sparkline } from '../../domain/sparkline.ts'
import { toIso } from '../../domain/time.ts'
import type { LogResult } from '../../ports/log-store.ts'
import type { ReadContext } from '../tool.ts'
import { comparisonOf } from './comparison.ts'
import { labelOf, messageOf } from './excerpt.ts'
import { aboutUsers, wholeBuckets } from '../shared/logs/figures.ts'
import { narrowerOf } from './narrower.ts'
import { describeOnset, digits, toSecond } from './onset-words.ts'
import type { Output } from './output.ts'
import type { Question } from '../shared/logs/question.ts'

/** How much of each part an answer shows. */
export interface Lengths {
  readonly patterns: number
  /** Characters of the example of the first pattern, and of the first that is new since the onset. */
  readonly main: number
  readonly exemplar: number
  readonly message: number
  readonly tops: number
}

/** Everything an answer is made of, computed once; `at` shapes it at the lengths asked for. */
export function answerOf(
  question: Question,
  result: LogResult,
  context: ReadContext,
  cursor: string | null,
): (lengths: Lengths) => Output {
  const { window, bucketMs } = question.query
  const endMs = Math.min(window.toMs, context.nowMs)
  const onset = findOnset(wholeBuckets(result.buckets, bucketMs, endMs), bucketMs)
  const mined = minePatterns(result.errorEvents, {
    comparison: comparisonOf(onset, question, result),
  })
  const telling = new Set([mined[0]?.id, mined.find(({ change }) => change === 'new')?.id])
  const errors = result.buckets.map((bucket) => bucket.errors)
  const totals = result.buckets.map((bucket) => bucket.total)
  const shows = result.errors > 0 ? 'errors' : 'events'
  const gaps = gapsOf(result)
  const users = aboutUsers(result.affectedUsers)
  const base = {
    window: { from: toIso(window.fromMs), to: toIso(window.toMs) },
    region: regionOf(question, result, context),
    sources: result.sources.slice(0, 10),
    query: question.words,
    totals: {
      total: result.total,
      errors: result.errors,
      returned: result.samples.length,
      truncated: result.next !== null,
      partial: gaps.length > 0,
    },
    gaps,
    histogram: {
      bucketMinutes: bucketMs / 60_000,
      shows,
      sparkline: sparkline(shows === 'errors' ? errors : totals),
      buckets: { total: totals, errors },
    },
    onset: describeOnset(onset),
    affectedUsers: { about: users, shareOfMau: shareOf(users, question, context) },
    cursor,
    narrower: narrowerOf(onset, result, question, context),
  } as const
  return (lengths) => ({
    ...base,
    patterns: mined.slice(0, lengths.patterns).map((pattern) => {
      const most = telling.has(pattern.id) ? lengths.main : lengths.exemplar
      return patternOf(pattern, result.errorEvents.length, most)
    }),
    tops: topsOf(result, lengths.tops),
    samples: samplesOf(result, lengths.message),
  })
}

const mostGaps = 8

function gapsOf(result: LogResult): Output['gaps'] {
  const gaps = result.gaps.slice(0, mostGaps)
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

function patternOf(pattern: Pattern, outOf: number, most: number): Output['patterns'][number] {
  return {
    id: pattern.id,
    count: pattern.count,
    share: digits(pattern.count / outOf),
    first: toSecond(pattern.firstMs),
    last: toSecond(pattern.lastMs),
    new: pattern.change === 'new',
    exemplar: messageOf(pattern.exemplar, most),
  }
}

function topsOf(result: LogResult, most: number): Output['tops'] {
  return Object.fromEntries(
    Object.entries(result.tops)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [
        name,
        values.slice(0, most).map((top) => ({ ...top, value: labelOf(top.value) })),
      ]),
  )
}

function samplesOf(result: LogResult, most: number): Output['samples'] {
  return result.samples.map((event) => ({
    at: toIso(event.atMs),
    ...(event.level !== null && { level: event.level }),
    ...(event.service !== null && { service: labelOf(event.service) }),
    ...(event.region !== null && { region: labelOf(event.region) }),
    ...(event.version !== null && { version: labelOf(event.version) }),
    ...(event.status !== null && { status: event.status }),
    ...(event.endpoint !== null && { endpoint: labelOf(event.endpoint) }),
    ...(event.traceId !== null && { traceId: labelOf(event.traceId) }),
    message: messageOf(event.message, most),
  }))
}
