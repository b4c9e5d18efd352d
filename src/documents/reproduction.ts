import type { Incident } from '../domain/incident.ts'
import type { Environment } from '../domain/service.ts'
import { cited } from './evidence.ts'
import { minuteOr } from './instants.ts'
import { regionOr, saysSomething, usableReproductions } from './known.ts'

type Run = Incident['reproductions'][number]

/** A reproduction as templates print it. */
export interface RunView {
  readonly environment: string
  readonly build: string
  /** Empty when nobody knows. */
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
export function reproductionView(
  incident: Incident,
  environments: readonly Environment[] = [],
): {
  readonly best: RunView | null
  readonly variants: readonly RunView[]
} {
  const usable = usableReproductions(incident)
  const best = usable.findLast(({ result }) => result === 'reproduced') ?? usable.at(-1)
  return {
    best: best ? viewOf(incident, best, environments) : null,
    variants: incident.reproductions
      .filter((run) => run !== best)
      .map((run) => viewOf(incident, run, environments)),
  }
}

/** Where a run took place: the incident's region in its own environment, elsewhere one that the environment has; empty when nobody knows. */
function runRegion(incident: Incident, run: Run, environments: readonly Environment[]): string {
  if (isSame(run.environment, incident.environment)) return regionOr(incident, run.region)
  const regions = environments.find(({ name }) => isSame(name, run.environment))?.regions ?? []
  const noted = run.region.split(/,\s*/)
  return regions.filter((region) => noted.includes(region)).join(', ')
}

function isSame(one: string, other: string): boolean {
  return longName(one) === longName(other)
}

function longName(environment: string): string {
  const name = environment.trim().toLowerCase()
  return name === 'prod' ? 'production' : name
}

/** What differed from the incident, first of all another environment. */
function deviationsOf(incident: Incident, { environment, deviations }: Run): readonly string[] {
  return isSame(environment, incident.environment)
    ? deviations
    : [`Ran in ${environment}; the incident is in ${incident.environment}.`, ...deviations]
}

function viewOf(incident: Incident, run: Run, environments: readonly Environment[]): RunView {
  return {
    environment: run.environment,
    build: run.build,
    region: runRegion(incident, run, environments),
    at: minuteOr(run.at, 'unknown'),
    flags: run.flags,
    prerequisites: run.prerequisites.filter(saysSomething),
    data: run.data,
    via: run.via,
    steps: run.steps.map((text) => ({ text, isCommand: command.test(text) })),
    expected: run.expected,
    actual: run.actual,
    result: run.result.replace('_', ' '),
    deviations: deviationsOf(incident, run),
    evidence: run.evidence.filter(saysSomething).map((each) => cited(incident, each)),
  }
}
