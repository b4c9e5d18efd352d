/** How often something is true of changes that caused an incident, and of all changes, where nothing else is known. */
export interface Rate {
  readonly words: string
  readonly cause: number
  readonly usual: number
  /** What the term may add or take at most, whatever the traffic is like. */
  readonly least: number
  readonly most: number
}

/** Of incidents, those that one of the known changes caused; and changes a day that are added to those counted. */
export const known = { share: 0.7, quietDay: 5 } as const

/** When changes that caused an incident took effect, as shares; ordinary changes are spread evenly over the day. */
export const bands = [
  { when: 'at onset', words: '0 to 15 min before the onset', upToMin: 15, cause: 0.55 },
  { when: 'within hour', words: '15 to 60 min', upToMin: 60, cause: 0.12 },
  { when: 'within 6 h', words: '1 to 6 h', upToMin: 360, cause: 0.12 },
  { when: 'within day', words: '6 to 24 h', upToMin: 1_440, cause: 0.08 },
  { when: 'dormant', words: '1 to 4 days (a weekend between)', upToMin: 5_760, cause: 0.1 },
  { when: 'long dormant', words: '4 days and more', upToMin: 20_160, cause: 0.03 },
] as const

export const places = {
  same: { words: 'in an affected service', cause: 0.55, usual: 0.12, least: 0, most: 2 },
  partly: {
    words: 'in a service named like an affected one',
    cause: 0.1,
    usual: 0.05,
    least: 0,
    most: 1.2,
  },
  dependency: {
    words: 'in what an affected service depends on',
    cause: 0.2,
    usual: 0.15,
    least: -0.25,
    most: 1,
  },
  elsewhere: {
    words: 'in an unrelated service',
    cause: 0.15,
    usual: 0.68,
    least: -2,
    most: -0.5,
  },
} as const satisfies Readonly<Record<string, Rate>>

export const classes = {
  risky: {
    words: 'of a class behind most known causes',
    cause: 0.57,
    usual: 0.15,
    least: 0,
    most: 1.6,
  },
  application: {
    words: 'an ordinary deployment or release',
    cause: 0.26,
    usual: 0.6,
    least: -1.2,
    most: 0,
  },
  run: {
    words: 'a run: nothing says that it went live',
    cause: 0.03,
    usual: 0.12,
    least: -1.6,
    most: -0.5,
  },
  flag: { words: 'a flag', cause: 0.07, usual: 0.08, least: -0.3, most: 0.6 },
  infrastructure: { words: 'infrastructure', cause: 0.07, usual: 0.05, least: 0, most: 0.8 },
} as const satisfies Readonly<Record<string, Rate>>

/** What the change says of itself. */
export const naming: Rate = {
  words: 'its own words name an affected service',
  cause: 0.5,
  usual: 0.15,
  least: 0,
  most: 1.2,
}

/** What log lines and a title say: words that anybody may have written. */
export const symptom: Rate = {
  words: 'a log pattern or the title names what was changed',
  cause: 0.3,
  usual: 0.1,
  least: 0,
  most: 0.75,
}

/** Log-odds that do not depend on the traffic. */
export const fixed = {
  'in another environment': -3,
  'in an affected region': 0.4,
  'in a region that is not affected': -1.2,
  'never took effect': -3,
  'code only: nothing says that it went live': -1,
  'told by somebody, by no system': -0.5,
  'did not finish cleanly': 0.5,
  'rolled back since': 0.8,
  'errors fell after it was rolled back': 2,
  'errors went on after it was rolled back': -1.5,
  'errors far above the traffic of its version': 2.5,
  'errors above the traffic of its version': 1,
  'errors not above the traffic of its version': -1.5,
  'dated in the future': -4,
} as const

/** So many changes of usual traffic are added to those of the window before shares are taken. */
const pseudo = 20

/** The log-odds of what is true of `count` among `total` changes of the window. */
export function logOddsOf({ cause, usual, least, most }: Rate, count = 0, total = 0): number {
  const share = (count + pseudo * usual) / (total + pseudo)
  return round(Math.min(most, Math.max(least, Math.log(cause / share))))
}

/** Of a band, against changes that are spread evenly over the day. */
export function bandOdds(index: number): number {
  const { upToMin, cause } = bands[index]!
  const minutes = upToMin - (bands[index - 1]?.upToMin ?? 0)
  return round(Math.log(cause / (minutes / 1_440)))
}

/** Before anything else is known, with so many changes a day. */
export function priorOdds(perDay: number): number {
  return round(Math.log(known.share / (perDay + known.quietDay)))
}

export function round(value: number): number {
  return Math.round(value * 100) / 100
}
