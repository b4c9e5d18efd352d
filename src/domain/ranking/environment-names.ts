const names: Readonly<Record<string, string>> = {
  prod: 'production',
  prd: 'production',
  live: 'production',
  stage: 'staging',
  stg: 'staging',
  dev: 'development',
}

/** Whether two names may mean one environment: a change that names none may be in any. */
export function mayBeSame(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return true
  const [a, b] = [one, other].map((name) => {
    const small = name.trim().toLowerCase()
    return names[small] ?? small
  })
  return a === b
}
