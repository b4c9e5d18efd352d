import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import type { Environment } from '../../domain/service.ts'
import type { ReadContext } from '../tool.ts'
import type { Pair } from './difference.ts'
import type { Input } from './input.ts'

type Known = Pick<ReadContext, 'environments' | 'services'>

/**
 * The environments that are asked for; else the incident's, or production, and the first that is no production. Throws
 * NOT_FOUND for one that is not configured and for an unknown service, INVALID_INPUT for one and the same.
 */
export function pairOf(input: Input, incident: Incident | null, known: Known): Pair {
  const { environments, services } = known
  refuseUnknown('service', input.service, services)
  refuseUnknown('environment', input.left, environments)
  refuseUnknown('environment', input.right, environments)
  const left = input.left ?? besideOf(input.right, incident?.environment, environments)
  const right = input.right ?? otherThan(left, environments)
  if (left === undefined || right === undefined) throw tooFew(environments)
  if (left !== right) return { left, right }
  throw new HandoffError('INVALID_INPUT', 'left and right are the same environment.', {
    hint: `Give two of: ${namesOf(environments)}.`,
  })
}

function besideOf(
  right: string | undefined,
  of: string | undefined,
  environments: readonly Environment[],
): string | undefined {
  const free = environments.filter(({ name }) => name !== right)
  const own = free.find(({ name }) => name === of) ?? free.find(({ production }) => production)
  return (own ?? free[0])?.name
}

function otherThan(
  left: string | undefined,
  environments: readonly Environment[],
): string | undefined {
  const free = environments.filter(({ name }) => name !== left)
  return (free.find(({ production }) => !production) ?? free[0])?.name
}

function refuseUnknown(
  what: 'service' | 'environment',
  given: string | undefined,
  configured: readonly { readonly name: string }[],
): void {
  if (given === undefined || configured.some(({ name }) => name === given)) return
  throw new HandoffError('NOT_FOUND', `No ${what} of that name is configured.`, {
    hint: configured.length === 0 ? nothingThere(what) : `Configured: ${namesOf(configured)}.`,
  })
}

function tooFew(environments: readonly Environment[]): HandoffError {
  return new HandoffError('NOT_FOUND', 'There are not two environments to compare.', {
    hint:
      environments.length === 0
        ? nothingThere('environment')
        : `Configured: ${namesOf(environments)}. A person adds another to baton.yaml.`,
  })
}

function nothingThere(what: string): string {
  return `A person adds ${what}s to baton.yaml.`
}

function namesOf(configured: readonly { readonly name: string }[]): string {
  const names = configured.slice(0, 10).map(({ name }) => name)
  return `${names.join(', ')}${configured.length > 10 ? ' and others' : ''}`
}
