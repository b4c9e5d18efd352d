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
  /** How unevenly messages come: the variance of counts over their mean, never below 1. */
  readonly dispersion: number
  /** Among so many patterns one is looked for. */
  readonly patterns: number
}

/** Expected false alarms of each kind in an answer, before any correction for what messages do to one another. */
const falseAlarms = 0.05
const leastRatio = 2

/** A change with its surprise: minus the logarithm of the chance that an even flow looks so; 0 for a steady one. */
export interface Verdict {
  readonly change: Change
  readonly surprise: number
}

/** Whether a pattern's counts differ by more than chance, unevenness and the number of patterns explain. */
export function judge(seen: Seen, ground: Ground): Verdict {
  const needed = Math.log(Math.max(1, ground.patterns) / falseAlarms)
  const { before, during } = seen
  if (ground.before <= 0 || ground.during <= 0) return { change: 'steady', surprise: 0 }
  const grown = ground.during * ground.growth
  const share = grown / (ground.before + grown)
  if (before === 0) {
    const surprise = (-Math.log(share) * Math.min(during, seen.spread)) / ground.dispersion
    return { change: surprise > needed ? 'new' : 'steady', surprise }
  }
  const plain = ground.during / (ground.before + ground.during)
  if (during === 0) {
    const surprise = (-Math.log(1 - plain) * before) / ground.dispersion
    return { change: surprise > needed ? 'vanished' : 'steady', surprise: 0 }
  }
  const ratio = during / ground.during / (before / ground.before)
  if (ratio < leastRatio) return { change: 'steady', surprise: 0 }
  const surprise = tail(during, before + during, plain) / ground.dispersion
  return { change: surprise > needed ? 'surged' : 'steady', surprise }
}

/** Chernoff's bound on so many of all or more, as minus a logarithm. */
function tail(hits: number, all: number, share: number): number {
  const found = hits / all
  if (found <= share) return 0
  const misses = found < 1 ? (1 - found) * Math.log((1 - found) / (1 - share)) : 0
  return all * (found * Math.log(found / share) + misses)
}
