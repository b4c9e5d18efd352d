import type { ChangeDifference, FileChange } from '../../../domain/change-difference.ts'
import type { ChangeEvent, ChangeKind } from '../../../domain/change-event.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { toIso } from '../../../domain/time.ts'
import { known, uncut } from '../found.ts'

const mostOfEach = 100

/** What lies between, the most telling first: migrations, settings, other changes of the time, pull requests, commits, files. */
export function rowsOf(
  difference: ChangeDifference | null,
  others: readonly ChangeEvent[],
): readonly JsonObject[] {
  const { files = [], pullRequests = [], commits = [] } = difference ?? {}
  const byClass = Map.groupBy(files, (file) => file.class)
  const rows = (kind: FileChange['class']) => first(byClass.get(kind) ?? []).map(fileRow)
  return [
    ...rows('migration'),
    ...rows('configuration'),
    ...first(others.toSorted(byWeight)).map(changeRow),
    ...first(pullRequests).map(({ number, title, author, url }) =>
      known({ is: 'pull request', number, title: uncut(title), author, url }),
    ),
    ...first(commits).map(({ id, atMs, author, subject }) =>
      known({ is: 'commit', id, at: toIso(atMs), author, subject: uncut(subject) }),
    ),
    ...rows('dependency'),
    ...rows('code'),
  ]
}

/** The counts, as words of ours. */
export function countsOf(
  difference: ChangeDifference | null,
  others: readonly ChangeEvent[],
): Readonly<Record<string, number>> {
  const files = Map.groupBy(difference?.files ?? [], (file) => file.class)
  const kinds = Map.groupBy(others, ({ kind }) => kind)
  return {
    commits: difference?.totalCommits ?? 0,
    'pull requests': difference?.pullRequests.length ?? 0,
    files: difference?.totalFiles ?? 0,
    migrations: files.get('migration')?.length ?? 0,
    'configuration files': files.get('configuration')?.length ?? 0,
    settings: (files.get('configuration') ?? []).reduce((sum, { keys }) => sum + keys.length, 0),
    ...Object.fromEntries([...kinds].map(([kind, all]) => [`other ${kind} changes`, all.length])),
  }
}

function fileRow({ path, class: kind, added, removed, keys }: FileChange): JsonObject {
  const what = { migration: 'migration', configuration: 'configuration file' } as const
  return known({
    is: kind === 'migration' || kind === 'configuration' ? what[kind] : `${kind} file`,
    path,
    added,
    removed,
    settings: keys.length > 0 ? keys.slice(0, mostOfEach) : null,
  })
}

function changeRow(change: ChangeEvent): JsonObject {
  const { startedAtMs, notes, kind, id, source, service, target, environment, region } = change
  const { version, previous, state, actor, url } = change
  return known({
    is: `${kind} change`,
    id,
    source,
    service,
    target,
    environment,
    region,
    at: toIso(startedAtMs),
    previous,
    version,
    state,
    actor,
    url,
    notes: notes === '' ? null : uncut(notes),
  })
}

const tellingFirst: readonly ChangeKind[] = [
  'migration',
  'flag',
  'configuration',
  'credential',
  'network',
  'infrastructure',
  'deployment',
]

function byWeight(a: ChangeEvent, b: ChangeEvent): number {
  const weight = ({ kind }: ChangeEvent): number => {
    const place = tellingFirst.indexOf(kind)
    return place === -1 ? tellingFirst.length : place
  }
  return weight(a) - weight(b) || b.startedAtMs - a.startedAtMs
}

function first<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, mostOfEach)
}
