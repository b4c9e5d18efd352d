export const changeKinds = [
  'deployment',
  'run',
  'release',
  'flag',
  'configuration',
  'migration',
  'network',
  'credential',
  'infrastructure',
  'other',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Something that changed somewhere, as its source tells it. Still raw. */
export interface ChangeEvent {
  readonly id: string
  readonly source: string
  readonly kind: ChangeKind
  readonly service: string | null
  readonly environment: string | null
  readonly region: string | null
  readonly version: string | null
  readonly previous: string | null
  readonly startedAtMs: number
  readonly finishedAtMs: number | null
  readonly state: string | null
  readonly actor: string | null
  readonly url: string | null
  readonly notes: string
}
