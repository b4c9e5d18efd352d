import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import * as z from 'zod'

import { type ChangeEvent, type ChangeKind, unknownChange } from '../../src/domain/change-event.ts'
import { instantMs } from '../../src/domain/time.ts'

const folder = resolve(import.meta.dirname, '../../../shared/data/incidents')

const Case = z.object({
  case: z.string(),
  control: z.boolean(),
  alert: z.string(),
  service: z.string(),
  region: z.string(),
  onset: z.string(),
  changes: z.array(
    z.object({ kind: z.string(), at: z.string(), what: z.string(), cause: z.boolean() }),
  ),
})
export type Case = z.infer<typeof Case>

/** Public incidents whose cause is known, controls without one among them; none where the data is absent. */
export function publicCases(): readonly Case[] {
  if (!existsSync(folder)) return []
  const files = globSync('*.json', { cwd: folder }).toSorted()
  return files.map((file) => Case.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
}

export function onsetOf({ onset }: Case): number {
  return instantMs(onset)!
}

const kinds: Readonly<Record<string, ChangeKind>> = {
  config: 'configuration',
  feature_flag: 'flag',
  db_migration: 'migration',
}

type Told = Partial<ChangeEvent>

/** Ways in which a source may tell what a report says in words. */
export const tellings = {
  'service and words': ({ service, region }: Case, what: string): Told => ({
    service,
    region,
    notes: what,
  }),
  'service alone': ({ service }: Case): Told => ({ service }),
  'service as a key': ({ service, region }: Case): Told => ({
    service: service.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    region,
  }),
  'last word of the service': ({ service }: Case): Told => ({
    service: service.split(/[^\w]+/).at(-1) ?? service,
  }),
  'words without a service': (_: Case, what: string): Told => ({ notes: what }),
  'kind unknown': ({ service }: Case, what: string): Told => ({
    service,
    kind: 'other',
    notes: what,
  }),
} as const

/** The changes that caused an incident, told in one of these ways. */
export function causesOf(one: Case, telling: keyof typeof tellings): readonly ChangeEvent[] {
  return one.changes.flatMap(({ cause, kind, at, what }, i) => {
    const startedAtMs = instantMs(at)
    if (!cause || startedAtMs === undefined) return []
    return {
      ...unknownChange,
      id: `cause ${i}`,
      source: 'report',
      kind: kinds[kind] ?? (kind as ChangeKind),
      environment: 'production',
      state: 'succeeded',
      startedAtMs,
      ...tellings[telling](one, what),
    }
  })
}
