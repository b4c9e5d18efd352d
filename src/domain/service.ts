/** A service of the configuration. `mau` is monthly active users; `objective` 0 to 1. */
export interface Service {
  readonly name: string
  readonly owner: string | null
  readonly tier: string | null
  readonly regions: readonly string[]
  readonly dependsOn: readonly string[]
  readonly mau: number | null
  readonly slo: { readonly objective: number; readonly windowMs: number } | null
}

/** Production is everything that is not declared `production: false`. */
export interface Environment {
  readonly name: string
  readonly production: boolean
  readonly regions: readonly string[]
  readonly baseUrls: readonly string[]
}
