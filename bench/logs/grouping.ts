import { messageIn } from '../../src/domain/patterns/header.ts'
import { createMiner } from '../../src/domain/patterns/miner.ts'
import { recogniser } from '../../src/domain/patterns/recogniser.ts'

/** Grouping accuracy and F1 over groups, as Loghub-2.0 defines them. */
export interface Grouping {
  /** Lines whose group is exactly the true one, as a share of all. */
  readonly ga: number
  readonly fga: number
  readonly groups: number
}

/** The template of each line, as the miner gives it. */
export function groupLines(lines: readonly string[]): readonly string[] {
  const stretches = lines.map(messageIn)
  const miner = createMiner()
  for (const [i, line] of lines.entries())
    miner.offer(line, stretches[i]!.from, stretches[i]!.to, i)
  const meant = recogniser(miner.done().map(({ template }) => template))
  return lines.map((line, i) => meant.find(line, stretches[i]!.from, stretches[i]!.to)!.text)
}

/** How well groups agree with the true ones. */
export function scoreGroups(found: readonly string[], truth: readonly string[]): Grouping {
  const trueGroups = Map.groupBy(truth.keys(), (line) => truth[line]!)
  const groups = Map.groupBy(truth.keys(), (line) => found[line]!)
  let lines = 0
  let right = 0
  for (const group of groups.values()) {
    const name = truth[group[0]!]!
    const isRight =
      group.every((line) => truth[line] === name) && trueGroups.get(name)!.length === group.length
    if (!isRight) continue
    lines += group.length
    right++
  }
  const precision = right / groups.size
  const recall = right / trueGroups.size
  const fga = right === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { ga: lines / truth.length, fga, groups: groups.size }
}
