/** Which service, environment and region what GitHub names belongs to. */
export interface Mapping {
  /** Where nothing of `services` fits. */
  readonly service: string | null
  readonly region: string | null
  readonly services: Readonly<Record<string, Share>>
  /** By GitHub's name; an environment that is not named here keeps that name. */
  readonly environments: Readonly<
    Record<string, { readonly environment: string; readonly region?: string | undefined }>
  >
}

interface Share {
  readonly environments?: readonly string[] | undefined
  readonly workflows?: readonly string[] | undefined
  readonly paths?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
}

/** What a change names. */
interface Named {
  readonly environment?: string | null
  readonly workflows?: readonly (string | null)[]
  readonly tag?: string | null
  readonly paths?: readonly string[] | null
}

export interface Place {
  readonly service: string | null
  readonly environment: string | null
  readonly region: string | null
}

/** A change that touches paths of several services is of none of them alone. */
export function placeOf(mapping: Mapping, named: Named): Place {
  const { environment = null } = named
  const ours = environment === null ? undefined : own(mapping.environments, environment)
  return {
    service: serviceOf(mapping, named),
    environment: ours?.environment ?? environment,
    region: ours?.region ?? mapping.region,
  }
}

function serviceOf({ services, service }: Mapping, named: Named): string | null {
  const { environment = null, workflows = [], tag = null, paths } = named
  const shares = Object.entries(services)
  const found = shares.find(
    ([, share]) =>
      (environment !== null && share.environments?.includes(environment)) ||
      workflows.some((name) => name !== null && share.workflows?.includes(name)) ||
      (tag !== null && share.tags?.some((start) => tag.startsWith(start))),
  )
  if (found) return found[0]
  const touched = shares.filter(([, share]) =>
    share.paths?.some((one) => touches(paths ?? [], one)),
  )
  if (touched.length > 1) return null
  return touched[0]?.[0] ?? service
}

function touches(paths: readonly string[], part: string): boolean {
  const folder = part.endsWith('/') ? part : `${part}/`
  return paths.some((path) => path === part || path.startsWith(folder))
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
