/** Changes of production by what the record says of their grant. */
export interface Counts {
  readonly ungranted: number
  readonly unclear: number
  readonly granted: number
}

/** One sentence for people: what the record says, which accuses nobody. */
export function statementOf({ ungranted, unclear, granted }: Counts, missing: boolean): string {
  const total = ungranted + unclear + granted
  const beyond = missing ? ' Sources are missing, so there may be more.' : ''
  if (total === 0) return `No production change is known in this window.${beyond}`
  const outside = ungranted > 0 ? ' (those made outside Baton never have one)' : ''
  const rest = [
    ...(granted > 0 ? [`${granted} had one`] : []),
    ...(unclear > 0 ? [`${unclear} cannot be told`] : []),
  ]
  const without = `${ungranted} of ${total} production changes in the window had no grant on this record${outside}`
  return `${[without, ...rest].join('; ')}.${beyond}`
}
