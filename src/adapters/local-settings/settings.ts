import { HandoffError } from '../../domain/error.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Setting, SettingsReader } from '../../ports/settings.ts'
import { readText } from './bounded-text.ts'
import { mostSettings, type Parsed, type SettingsEntry } from './entry.ts'
import { findFiles, type Found, mostFiles } from './find.ts'
import { formatOf } from './formats.ts'

interface LocalSettingsOptions {
  readonly entries: readonly SettingsEntry[]
  /** Folders that are never read from: home with its keys, and the trust folder. */
  readonly barred: readonly string[]
}

/** Configuration files and listings of this machine, by environment; read afresh for each question. */
export function localSettings({ entries, barred }: LocalSettingsOptions): SettingsReader {
  return {
    environments: () => Promise.resolve([...new Set(entries.map((each) => each.environment))]),
    async read(environment, signal) {
      const own = entries.filter((entry) => entry.environment === environment)
      if (own.length === 0) throw noneThere()
      const settings = new Map<string, Setting>()
      const sources: string[] = []
      const gaps = new Map<string, Gap>()
      const incomplete = new Set<string | null>()
      const say = (source: string, reason: string): void => {
        gaps.set(`${source}\n${reason}`, { source, reason })
      }
      for (const { service, ...entry } of own) {
        const { files, faults } = await filesOf(entry)
        for (const fault of faults) say('configuration', fault)
        if (faults.length > 0) incomplete.add(service)
        for (const file of files) {
          const read = await readFile(file, entry.isListing, barred, signal)
          if (read.isCut) incomplete.add(service)
          for (const fault of read.faults) say(file.name, fault)
          if (!read.isCut || read.settings.length > 0) sources.push(file.name)
          for (const { isSecret = false, ...one } of read.settings) {
            const key = `${service ?? ''}\n${one.name}`
            if (settings.has(key)) say('configuration', inSeveral)
            settings.set(key, { ...one, isSecret, service })
          }
        }
      }
      const kept = [...settings.values()].slice(0, mostSettings)
      if (kept.length < settings.size) {
        say('configuration', 'Only its first 5,000 settings are compared.')
        for (const { service } of own) incomplete.add(service)
      }
      return {
        settings: kept,
        sources,
        gaps: [...gaps.values()].slice(0, mostGaps),
        incomplete: [...incomplete],
      }
    },
  }
}

const mostGaps = 50
const inSeveral = 'A setting stands in several files of one service; the last file counts.'
const unknownFormat = 'Its format is not known: dotenv, properties, ini, toml, YAML and JSON are.'

async function readFile(
  { path, folder, name }: Found,
  isListing: boolean,
  barred: readonly string[],
  signal: AbortSignal,
): Promise<Parsed> {
  const parse = formatOf(name, isListing)
  if (parse === undefined) return { settings: [], faults: [unknownFormat], isCut: true }
  const read = await readText(path, { folder, barred }, signal)
  if ('fault' in read) return { settings: [], faults: [read.fault], isCut: true }
  return parse(read.text)
}

async function filesOf({ files }: Pick<SettingsEntry, 'files'>) {
  const faults: string[] = []
  const found: Found[] = []
  for (const pattern of files) {
    const matches = await findFiles(pattern).catch(() => [])
    if (matches.length === 0) faults.push('A configured pattern matches no file.')
    if (matches.length > mostFiles)
      faults.push('A pattern matches more than 50 files; 50 are read.')
    found.push(...matches.slice(0, mostFiles))
  }
  return { files: found, faults }
}

function noneThere(): HandoffError {
  return new HandoffError('NOT_FOUND', 'No configuration of that environment is named.', {
    hint: 'A person adds configuration to that environment in baton.yaml.',
  })
}
