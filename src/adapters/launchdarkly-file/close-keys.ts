const printable = /^[\w.-]{1,80}$/

/** At most three keys of a safe charset that look like the one asked for, closest first. */
export function closeKeys(asked: string, keys: readonly string[]): readonly string[] {
  const wanted = pairs(asked.slice(0, 80))
  return keys
    .filter((key) => printable.test(key))
    .map((key) => ({ key, likeness: likeness(wanted, pairs(key)) }))
    .filter(({ likeness: score }) => score >= 0.4)
    .toSorted((a, b) => b.likeness - a.likeness || (a.key < b.key ? -1 : 1))
    .slice(0, 3)
    .map(({ key }) => key)
}

function pairs(text: string): ReadonlySet<string> {
  const padded = ` ${text.toLowerCase()} `
  return new Set(Array.from({ length: padded.length - 1 }, (_, i) => padded.slice(i, i + 2)))
}

/** Dice's coefficient over letter pairs, 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size)
}
