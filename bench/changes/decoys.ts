import { type ChangeEvent, type ChangeKind, unknownChange } from '../../src/domain/change-event.ts'

const hourMs = 3_600_000
const lookBackMs = 72 * hourMs
const perHour = 2

/** What ordinary changes are, by kind. */
const ordinary: readonly (readonly [ChangeKind, number])[] = [
  ['deployment', 50],
  ['run', 12],
  ['release', 8],
  ['flag', 8],
  ['configuration', 9],
  ['migration', 3],
  ['infrastructure', 5],
  ['network', 1.5],
  ['credential', 1.5],
  ['other', 2],
]
const alike = ordinary.map(([kind]) => [kind, 1] as const)
const deployments = [['deployment', 1]] as const
const causeLike: readonly (readonly [ChangeKind, number])[] = [
  ['configuration', 10],
  ['deployment', 8],
  ['migration', 3],
  ['network', 2],
  ['flag', 2],
  ['credential', 1],
]

const company =
  'accounts billing catalogue checkout edge-gateway email-sender exports feature-flags fraud identity invoicing ledger media notifications orders partner-api payments pricing profiles queue recommendations reports search sessions shipping status-page storage tax uploads warehouse'.split(
    ' ',
  )
const regions = ['eu-west-1', 'us-east-1', 'ap-south-1', null]
const notes = [
  'Raise the connection limit and log each refusal',
  'Bump dependencies',
  'New copy on the settings page',
  'Retry twice when the upstream is slow',
  'Remove unused column from the report',
  'Rotate the key of the mail provider',
  'Enable the new flow for ten percent',
  '',
]
const states = ['succeeded', 'succeeded', 'succeeded', 'succeeded', 'succeeded', 'failed', null]

interface Traffic {
  readonly services: (affected: string, others: readonly string[]) => readonly (string | null)[]
  readonly kinds: readonly (readonly [ChangeKind, number])[]
  readonly regions: boolean
}

const some = (affected: string): readonly string[] => [affected, ...company.slice(0, 7)]

/** Sorts of ordinary change traffic that an incident may lie among. */
export const traffics = {
  'eight services': { services: some, kinds: ordinary, regions: true },
  'eight services, no regions': { services: some, kinds: ordinary, regions: false },
  'thirty services': {
    services: (affected) => [affected, ...company],
    kinds: ordinary,
    regions: true,
  },
  'mostly the affected service': {
    services: (affected) => [...Array<string>(14).fill(affected), ...company.slice(0, 6)],
    kinds: ordinary,
    regions: true,
  },
  'the affected service alone': {
    services: (affected) => [affected],
    kinds: ordinary,
    regions: false,
  },
  'services of the other cases': {
    services: (affected, others) => [affected, ...others],
    kinds: ordinary,
    regions: false,
  },
  'services unknown': { services: () => [null], kinds: ordinary, regions: false },
  'eight services, deployments alone': { services: some, kinds: deployments, regions: false },
  'eight services, all kinds alike': { services: some, kinds: alike, regions: false },
  'eight services, kinds like causes': { services: some, kinds: causeLike, regions: false },
} as const satisfies Readonly<Record<string, Traffic>>

/** Changes that caused nothing, two an hour over the 72 hours before the onset, at any moment. */
export function decoys(
  name: keyof typeof traffics,
  at: { readonly affected: string; readonly others: readonly string[]; readonly onsetMs: number },
  random: () => number,
): readonly ChangeEvent[] {
  const traffic: Traffic = traffics[name]
  const services = traffic.services(at.affected, at.others)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  return Array.from({ length: (lookBackMs / hourMs) * perHour }, (_, i) => {
    const startedAtMs = at.onsetMs - Math.floor(random() * lookBackMs)
    return {
      ...unknownChange,
      id: `decoy ${i}`,
      source: 'company',
      kind: weighted(traffic.kinds, random),
      service: pick(services),
      environment: 'production',
      region: traffic.regions ? pick(regions) : null,
      version: `${i}`,
      startedAtMs,
      finishedAtMs: startedAtMs + Math.floor(random() * 120_000),
      state: pick(states),
      notes: pick(notes),
    }
  })
}

function weighted<T>(values: readonly (readonly [T, number])[], random: () => number): T {
  let left = random() * values.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of values) {
    left -= weight
    if (left < 0) return value
  }
  return values[0]![0]
}
