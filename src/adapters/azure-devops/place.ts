/** Which service, environment and region what Azure DevOps names belongs to. */
export interface Mapping {
  /** Where nothing of `services` fits. */
  readonly service: string | null
  readonly region: string | null
  readonly services: Readonly<Record<string, Share>>
  /** By their name; an environment that is not named here keeps that name. */
  readonly environments: Readonly<
    Record<string, { readonly environment: string; readonly region?: string | undefined }>
  >
}

interface Share {
  readonly environments?: readonly string[] | undefined
  readonly pipelines?: readonly string[] | undefined
}

export interface Place {
  readonly service: string | null
  readonly environment: string | null
  readonly region: string | null
}

/** Environments and pipelines by their names, whatever the case, as Azure DevOps itself takes them. */
export function placeOf(
  { service, region, services, environments }: Mapping,
  environment: string | null,
  pipeline: string | null,
): Place {
  const isOf = (names: readonly string[] | undefined, name: string | null): boolean =>
    name !== null && (names ?? []).some((one) => same(one, name))
  const share = Object.entries(services).find(
    ([, one]) => isOf(one.environments, environment) || isOf(one.pipelines, pipeline),
  )
  const ours = Object.entries(environments).find(
    ([name]) => environment !== null && same(name, environment),
  )?.[1]
  return {
    service: share?.[0] ?? service,
    environment: ours?.environment ?? environment,
    region: ours?.region ?? region,
  }
}

/** The environments that the configuration names, in small letters. */
export function namedEnvironments({ services, environments }: Mapping): ReadonlySet<string> {
  const shared = Object.values(services).flatMap((share) => share.environments ?? [])
  return new Set([...Object.keys(environments), ...shared].map((name) => name.toLowerCase()))
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
