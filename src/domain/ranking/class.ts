import type { ChangeEvent, ChangeKind } from '../change-event.ts'
import type { classes } from './rates.ts'
import { wordsOf } from './name-words.ts'

export type ChangeClass = keyof typeof classes

const ofKind: Readonly<Record<ChangeKind, ChangeClass>> = {
  deployment: 'application',
  release: 'application',
  run: 'run',
  flag: 'flag',
  configuration: 'risky',
  migration: 'risky',
  network: 'risky',
  credential: 'risky',
  infrastructure: 'infrastructure',
  other: 'application',
}

const riskyWords: ReadonlySet<string> = new Set(
  'config configuration setting migration migrate schema ddl dns network networking routing route firewall bgp vpn proxy credential secret certificate cert tls key rotation rotate quota policy permission acl iam'.split(
    ' ',
  ),
)

interface Classed {
  readonly class: ChangeClass
  /** Nothing but its own words says so. */
  readonly isSaid: boolean
}

/** What sort of change it is by its kind, by the files that it brought, and where its source knows no kind, by its words. */
export function classOf({ kind, files, target, notes }: ChangeEvent): Classed {
  const own = ofKind[kind]
  if (own !== 'application') return { class: own, isSaid: false }
  if (files !== null) {
    const { migration, configuration, code, dependency } = files
    const isRisky = migration > 0 || (configuration > 0 && code + dependency === 0)
    if (isRisky) return { class: 'risky', isSaid: false }
  }
  const isSaid =
    kind === 'other' && wordsOf(`${target ?? ''} ${notes}`).some((word) => riskyWords.has(word))
  return { class: isSaid ? 'risky' : own, isSaid }
}
