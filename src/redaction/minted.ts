const size = 4_096
/** So many calls on everything is forgotten, since a value may hold a whole text in memory. */
const lasting = 20_000
/** What tells values apart stands in their first characters. */
const counted = 64
const nothing: readonly string[] = Array.from({ length: size }, () => '')

/** The token of a value of a class in an incident. */
export type Mint = (incident: string, name: string, value: string) => string

/** The same with a memory of tokens of late: one takes the place of what fell on the same entry, so that nothing grows. */
export function remembering(make: Mint): Mint {
  const incidents = nothing.slice()
  const names = nothing.slice()
  const values = nothing.slice()
  const tokens = nothing.slice()
  let asked = 0
  return (incident, name, value) => {
    if (++asked > lasting) {
      asked = 1
      values.fill('')
      tokens.fill('')
    }
    const entry = entryOf(name, value)
    const known = tokens[entry]!
    if (
      values[entry] === value &&
      names[entry] === name &&
      incidents[entry] === incident &&
      known !== ''
    )
      return known
    const token = make(incident, name, value)
    incidents[entry] = incident
    names[entry] = name
    values[entry] = value
    tokens[entry] = token
    return token
  }
}

function entryOf(name: string, value: string): number {
  const end = Math.min(value.length, counted)
  let hash = name.length
  for (let i = 0; i < end; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) & (size - 1)
}
