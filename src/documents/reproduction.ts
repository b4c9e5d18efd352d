import type { Incident } from '../domain/incident.ts'
import { minuteOr } from './instants.ts'
import { regionOr, usableReproductions } from './known.ts'

type Run = Incident['reproductions'][number]

/** A reproduction as templates print it. */
export interface RunView {
  readonly environment: string
  readonly build: string
  readonly region: string
  readonly at: string
  readonly flags: readonly { readonly flag: string; readonly value: string }[]
  readonly prerequisites: readonly string[]
  readonly data: string
  readonly via: string
  readonly steps: readonly { readonly text: string; readonly isCommand: boolean }[]
  readonly expected: string
  readonly actual: string
  readonly result: string
  readonly deviations: readonly string[]
  readonly evidence: readonly string[]
}

const command =
  /^(?:\$ |curl |http |https |wget |GET |POST |PUT |PATCH |DELETE |psql |kubectl |npm |node |git )/

/** The run to follow and the other runs as known variants; `best` is null when nothing usable was recorded. */
export function reproductionView(incident: Incident): {
  readonly best: RunView | null
  readonly variants: readonly RunView[]
} {
  const usable = usableReproductions(incident)
  const best = usable.findLast(({ result }) => result === 'reproduced') ?? usable.at(-1)
  return {
    best: best ? viewOf(incident, best) : null,
    variants: incident.reproductions
      .filter((run) => run !== best)
      .map((run) => viewOf(incident, run)),
  }
}

function viewOf(incident: Incident, run: Run): RunView {
  return {
    environment: run.environment,
    build: run.build,
    region: regionOr(incident, run.region),
    at: minuteOr(run.at, 'unknown'),
    flags: run.flags,
    prerequisites: run.prerequisites,
    data: run.data,
    via: run.via,
    steps: run.steps.map((text) => ({ text, isCommand: command.test(text) })),
    expected: run.expected,
    actual: run.actual,
    result: run.result.replace('_', ' '),
    deviations: run.deviations,
    evidence: run.evidence,
  }
}
