import { seeded } from '../../src/domain/seeded.ts'
import { minePatterns, type PatternEvent } from '../../src/domain/patterns.ts'
import type { Comparison } from '../../src/domain/patterns/compare.ts'
import { table } from '../figures.ts'
import type { System } from './loghub.ts'

const minute = 60_000
const hour = 60
const trials = 200
/** So many messages a query looks at. */
const mostSampled = 20_000

/** One kind of hour: how many messages a minute, what becomes of them at the onset, and how many of the new kind come a minute. */
interface Scenario {
  readonly name: string
  readonly perMinute: number
  /** By how much all known messages grow at the onset. */
  readonly growth: number
  readonly newPerMinute: number
  /** Minutes that the onset lies before the end. */
  readonly lasts: number
  /** Every message of the hour, or one of so many. */
  readonly oneOf: number
  /** Known messages come in clumps of so many at a moment. */
  readonly clump?: number
}

const scenarios: readonly Scenario[] = [
  {
    name: 'few errors, 2 new a minute',
    perMinute: 10,
    growth: 1,
    newPerMinute: 2,
    lasts: 20,
    oneOf: 1,
  },
  {
    name: 'many errors, 2 new a minute',
    perMinute: 300,
    growth: 1,
    newPerMinute: 2,
    lasts: 20,
    oneOf: 1,
  },
  { name: 'all grow threefold', perMinute: 60, growth: 3, newPerMinute: 3, lasts: 30, oneOf: 1 },
  {
    name: 'the new ones alone, for 5 minutes',
    perMinute: 20,
    growth: 1,
    newPerMinute: 20,
    lasts: 5,
    oneOf: 1,
  },
  {
    name: 'a sample of one in 10',
    perMinute: 600,
    growth: 1,
    newPerMinute: 60,
    lasts: 20,
    oneOf: 10,
  },
  {
    name: 'a dozen new ones in 20 minutes',
    perMinute: 60,
    growth: 1,
    newPerMinute: 0.6,
    lasts: 20,
    oneOf: 1,
  },
  {
    name: 'known ones in clumps of 8',
    perMinute: 60,
    growth: 1,
    newPerMinute: 2,
    lasts: 30,
    oneOf: 1,
    clump: 8,
  },
  { name: 'nothing new', perMinute: 60, growth: 1, newPerMinute: 0, lasts: 30, oneOf: 1 },
  {
    name: 'nothing new, all grow tenfold',
    perMinute: 30,
    growth: 10,
    newPerMinute: 0,
    lasts: 20,
    oneOf: 1,
  },
]

/** What was found in the trials of a scenario. */
export interface ChangeScore {
  readonly name: string
  /** Share of trials in which the new pattern is among the first three; NaN where there is none. */
  readonly inFirstThree: number
  readonly calledNew: number
  /** Patterns called new that are not, a trial. */
  readonly falseNew: number
}

/** Bursty hours of real messages into which one kind is put that never came before. */
export function scoreChanges(systems: readonly System[], count = trials): readonly ChangeScore[] {
  return scenarios.map((scenario, s) => {
    let first = 0
    let called = 0
    let wrong = 0
    for (let trial = 0; trial < count; trial++) {
      const random = seeded(s * 100_003 + trial + 1)
      const system = systems[trial % systems.length]!
      const found = tryOnce(scenario, system, random)
      if (found.place >= 0 && found.place < 3) first++
      if (found.called) called++
      wrong += found.wrong
    }
    const isAsked = scenario.newPerMinute > 0
    return {
      name: scenario.name,
      inFirstThree: isAsked ? first / count : NaN,
      calledNew: isAsked ? called / count : NaN,
      falseNew: wrong / count,
    }
  })
}

/** The scores as a table. */
export function changeTable(systems: readonly System[]): string {
  const share = (value: number): string =>
    Number.isNaN(value) ? '-' : `${(100 * value).toFixed(1)} %`
  return table([
    [
      'hours of real messages in bursts',
      'new one in the first three',
      'called new',
      'false new ones a trial',
    ],
    ...scoreChanges(systems).map(({ name, inFirstThree, calledNew, falseNew }) => [
      name,
      share(inFirstThree),
      share(calledNew),
      falseNew.toFixed(3),
    ]),
  ])
}

function tryOnce(scenario: Scenario, { content, truth }: System, random: () => number) {
  const kinds = [...new Set(truth)]
  const fresh = kinds[Math.floor(random() * kinds.length)]!
  const background = [...content.keys()].filter((line) => truth[line] !== fresh)
  const freshLines = [...content.keys()].filter((line) => truth[line] === fresh)
  const onset = hour - scenario.lasts
  const events: (PatternEvent & { readonly isFresh: boolean })[] = []
  for (let at = 0; at < hour; at++) {
    const isDuring = at >= onset
    const rate = scenario.perMinute * (isDuring ? scenario.growth : 1)
    const put = (from: readonly number[], many: number, isFresh: boolean): void => {
      const clump = isFresh ? 1 : (scenario.clump ?? 1)
      for (let i = 0; i < many; i += clump) {
        const message = content[from[Math.floor(random() * from.length)]!]!
        const atMs = (at + random()) * minute
        for (let k = 0; k < clump; k++) events.push({ atMs, message, isFresh })
      }
    }
    put(background, poisson(rate * gammaLike(random), random), false)
    if (isDuring) put(freshLines, poisson(scenario.newPerMinute * gammaLike(random), random), true)
  }
  const sample = events
    .filter(() => random() < 1 / scenario.oneOf)
    .toSorted((a, b) => a.atMs - b.atMs)
    .slice(0, mostSampled)
  const totals = Array.from({ length: hour }, () => 0)
  for (const { atMs } of events) totals[Math.floor(atMs / minute)]!++
  const comparison: Comparison = {
    before: { fromMs: 0, toMs: onset * minute },
    during: { fromMs: onset * minute, toMs: hour * minute },
    sampling: { fromMs: 0, bucketMs: minute, totals },
  }
  const patterns = minePatterns(sample, { comparison })
  const freshTexts = new Set(sample.filter(({ isFresh }) => isFresh).map(({ message }) => message))
  const isFresh = (exemplar: string): boolean => freshTexts.has(exemplar)
  const place = patterns.findIndex(({ exemplar }) => isFresh(exemplar))
  const called = patterns.filter(({ change }) => change === 'new')
  return {
    place,
    called: called.some(({ exemplar }) => isFresh(exemplar)),
    wrong: called.filter(({ exemplar }) => !isFresh(exemplar)).length,
  }
}

/** A positive number with mean 1 and variance 1, so that counts are over-dispersed. */
function gammaLike(random: () => number): number {
  return -Math.log(1 - random())
}

function poisson(mean: number, random: () => number): number {
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal))
  }
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}
