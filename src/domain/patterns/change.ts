/** What became of a pattern since the baseline. */
export type Change = 'new' | 'surged' | 'vanished' | 'steady'

/** Messages of one pattern that were seen, not weighed. */
export interface Seen {
  readonly before: number
  readonly during: number
  /** Those during the window, at most five of each of its steps: a burst of one moment tells little. */
  readonly spread: number
}

/** How much longer, or fuller, the window is than the baseline. */
export interface Ground {
  readonly before: number
  readonly during: number
  /** How much all that was known before grew; never below 1. */
  readonly growth: number
  /** How unevenly messages come: the variance of a step's counts exceeds their mean by so many times its square. */
  readonly unevenness: number
  /** Into so many steps the baseline is cut. */
  readonly steps: number
  readonly patterns: number
  /** Those that were rare before, among which any may seem new. */
  readonly rare: number
}

/** Expected false alarms of each kind in an answer, before any correction for what messages do to one another. */
const falseAlarms = 0.1
/** One chance in 50, however few patterns there are. */
const leastSurprise = Math.log(50)
const leastRatio = 2

/** A change with its surprise: minus the logarithm of the chance that an even flow looks so; 0 for a steady one. */
export interface Verdict {
  readonly change: Change
  readonly surprise: number
}

/** Whether a pattern's counts differ by more than chance, unevenness and the number of patterns explain. */
export function judge(seen: Seen, ground: Ground): Verdict {
  const { before, during } = seen
  const among = before === 0 ? ground.rare : ground.patterns
  const needed = Math.max(leastSurprise, Math.log(among / falseAlarms))
  if (ground.before <= 0 || ground.during <= 0) return { change: 'steady', surprise: 0 }
  const dispersion = dispersionOf(seen, ground)
  const grown = ground.during * ground.growth
  const share = grown / (ground.before + grown)
  if (before === 0) {
    const surprise = (-Math.log(share) * Math.min(during, seen.spread)) / dispersion
    return { change: surprise > needed ? 'new' : 'steady', surprise }
  }
  const plain = ground.during / (ground.before + ground.during)
  if (during === 0) {
    const surprise = (-Math.log(1 - plain) * before) / dispersion
    return { change: surprise > needed ? 'vanished' : 'steady', surprise: 0 }
  }
  const ratio = during / ground.during / (before / ground.before)
  if (ratio < leastRatio) return { change: 'steady', surprise: 0 }
  const surprise = tail(during, before + during, plain) / dispersion
  return { change: surprise > needed ? 'surged' : 'steady', surprise }
}

/** Variance over mean of a step's counts if the pattern had come as often before as during. */
function dispersionOf({ before, during }: Seen, ground: Ground): number {
  const even = ((before + during) * ground.before) / (ground.before + ground.during)
  return 1 + (ground.unevenness * even) / ground.steps
}

/** Chernoff's bound on so many of all or more, as minus a logarithm. */
function tail(hits: number, all: number, share: number): number {
  const found = hits / all
  if (found <= share) return 0
  const misses = found < 1 ? (1 - found) * Math.log((1 - found) / (1 - share)) : 0
  return all * (found * Math.log(found / share) + misses)
}
