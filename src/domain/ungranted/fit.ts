import type { ChangeEvent } from '../change-event.ts'
import type { Grant } from './grant.ts'

/** `unsaid`: nothing speaks against it, but the source does not say what or where it was. */
export type Fit = 'full' | 'unsaid' | 'no'

/** Whether a change may be the effect of this grant. Names are compared to the letter: one that only looks the same is another. */
export function fitOf(change: ChangeEvent, grant: Grant): Fit {
  const { kind, startedAtMs, region } = change
  if (kind !== grant.kind || startedAtMs < grant.fromMs || startedAtMs > grant.toMs) return 'no'
  if (region !== null && grant.regions !== null && !grant.regions.includes(region)) return 'no'
  if (versionFit(change, grant) === false) return 'no'
  const target = grant.target.includes('«') ? null : change.target
  if (![grant.target, null].includes(target)) return 'no'
  if (![grant.environment, null].includes(change.environment)) return 'no'
  return target === null || change.environment === null ? 'unsaid' : 'full'
}

/** How far a change stands from its grant, to choose among several: the version first, then the time. */
export function distanceOf(change: ChangeEvent, grant: Grant): number {
  const byVersion = versionFit(change, grant) === true ? 0 : 1e12
  return byVersion + Math.abs(change.startedAtMs - grant.atMs)
}

/** Undefined where source and record do not speak of the same kind of version. */
function versionFit({ version }: ChangeEvent, grant: Grant): boolean | undefined {
  if (version === null) return undefined
  const number = /^(?:.{1,80}@)?v?(\d{1,15})$/i.exec(version)?.[1]
  if (number !== undefined) {
    return grant.version === null || !/^\d+$/.test(grant.version)
      ? undefined
      : Number(number) === Number(grant.version)
  }
  const word = version.toLowerCase().split(' ').at(-1) ?? ''
  const position = positions[word]
  if (position === undefined || typeof grant.to !== 'string') return undefined
  return position === grant.to
}

/** What sources call the state of a flag; a flag that was archived or made is in none that a grant brings. */
const positions: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['on', 'true', 'enabled'].map((word) => [word, 'on'])),
  ...Object.fromEntries(['off', 'false', 'disabled'].map((word) => [word, 'off'])),
  ...Object.fromEntries(
    ['archived', 'active', 'restored', 'created', 'deleted', 'removed'].map((word) => [word, '']),
  ),
}
