const printable = /^[\w./-]{1,100}$/

/**
 * At most three names that look like the one asked for, closest first: those that share at least `atLeast` (0 to 1) of
 * their letter pairs. Names that hold more than letters, digits and `_./-` are left out, because hints print them.
 */
export function closest(asked: string, names: readonly string[], atLeast = 0): readonly string[] {
  const wanted = pairs(asked.slice(0, 100))
  return names
    .filter((name) => printable.test(name))
    .map((name) => ({ name, likeness: likeness(wanted, pairs(name)) }))
    .filter((one) => one.likeness >= atLeast)
    .toSorted((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name)
}

function pairs(text: string): ReadonlySet<string> {
  const padded = ` ${text.toLowerCase()} `
  return new Set(Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2)))
}

/** Dice's coefficient, 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size)
}
