/** Which service, environment and region what a vendor names belongs to. */
export interface TheirNames {
  /** Where nothing of `services` fits. */
  readonly service: string | null
  readonly region: string | null
  readonly services: Readonly<Record<string, TheirShare>>
  /** By the vendor's name; an environment that is not named here keeps that name. */
  readonly environments: Readonly<
    Record<string, { readonly environment: string; readonly region?: string | undefined }>
  >
}

/** What of the vendor's belongs to one service. */
interface TheirShare {
  readonly environments?: readonly string[] | undefined
  readonly workflows?: readonly string[] | undefined
  readonly pipelines?: readonly string[] | undefined
  readonly paths?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
}

/** What a change names. */
interface Named {
  readonly environment?: string | null
  /** The workflow or pipeline that ran, by each of its names. */
  readonly ran?: readonly (string | null)[]
  readonly tag?: string | null
  readonly paths?: readonly string[] | null
}

export interface TheirPlace {
  readonly service: string | null
  readonly environment: string | null
  readonly region: string | null
}

/** Names whatever their case, as vendors take them; a change that touches paths of several services is of none of them alone. */
export function placeOf(names: TheirNames, named: Named): TheirPlace {
  const { environment = null } = named
  const ours = Object.entries(names.environments).find(([name]) => isOf([name], environment))?.[1]
  return {
    service: serviceOf(names, named),
    environment: ours?.environment ?? environment,
    region: ours?.region ?? names.region,
  }
}

/** The environments that the configuration names, in small letters. */
export function namedEnvironments({ services, environments }: TheirNames): ReadonlySet<string> {
  const shared = Object.values(services).flatMap((share) => share.environments ?? [])
  return new Set([...Object.keys(environments), ...shared].map((name) => name.toLowerCase()))
}

function serviceOf({ services, service }: TheirNames, named: Named): string | null {
  const { environment = null, ran = [], tag = null, paths } = named
  const shares = Object.entries(services)
  const found = shares.find(
    ([, share]) =>
      isOf(share.environments, environment) ||
      ran.some((name) => isOf(share.workflows, name) || isOf(share.pipelines, name)) ||
      (tag !== null && share.tags?.some((start) => tag.startsWith(start))),
  )
  if (found) return found[0]
  const touched = shares.filter(([, share]) =>
    share.paths?.some((one) => touches(paths ?? [], one)),
  )
  if (touched.length > 1) return null
  return touched[0]?.[0] ?? service
}

function isOf(names: readonly string[] | undefined, name: string | null): boolean {
  const wanted = name?.toLowerCase()
  return wanted !== undefined && (names ?? []).some((one) => one.toLowerCase() === wanted)
}

function touches(paths: readonly string[], part: string): boolean {
  const folder = part.endsWith('/') ? part : `${part}/`
  return paths.some((path) => path === part || path.startsWith(folder))
}
