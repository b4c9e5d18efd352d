interface Named {
  readonly name: string
  readonly commit: string
}

interface Version extends Named {
  /** What stands before the numbers and how many there are: versions are compared within it alone. */
  readonly family: string
  readonly numbers: readonly number[]
  /** What follows a hyphen, as `rc.1`; empty for a release. */
  readonly early: string
}

/** The next lower version of a tag's family; for a release the last release, not what was tried before it. */
export function previousAmong(tags: readonly Named[]): (name: string) => Named | null {
  const versions = tags.flatMap((tag) => versionOf(tag) ?? [])
  const families = Map.groupBy(
    versions.toSorted((a, b) => compare(b, a)),
    ({ family }) => family,
  )
  return (name) => {
    const own = versions.find((version) => version.name === name)
    if (own === undefined) return null
    const lower = families
      .get(own.family)
      ?.find((one) => (own.early !== '' || one.early === '') && compare(one, own) < 0)
    return lower === undefined ? null : { name: lower.name, commit: lower.commit }
  }
}

function versionOf({ name, commit }: Named): Version | null {
  const [, prefix = '', core = '', early = ''] =
    /^(.{0,80}?)(\d{1,15}(?:\.\d{1,15}){0,5})(?:-([0-9A-Za-z.-]{1,80}))?(?:\+.*)?$/.exec(name) ?? []
  if (core === '') return null
  const numbers = core.split('.').map(Number)
  return { name, commit, family: `${prefix}\n${numbers.length}`, numbers, early }
}

function compare(a: Version, b: Version): number {
  const first = a.numbers.findIndex((number, i) => number !== b.numbers[i])
  if (first >= 0) return a.numbers[first]! - (b.numbers[first] ?? 0)
  if (a.early === '' || b.early === '') return Number(a.early === '') - Number(b.early === '')
  return a.early.localeCompare(b.early, 'en', { numeric: true })
}
