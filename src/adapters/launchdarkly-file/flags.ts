import { resolve } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import type { FlagReader, FlagState, FlagWriter } from '../../ports/flags.ts'
import { entryOf, type FlagData, type FlagEntry, keysOf, readFlagFile } from './data.ts'
import { evaluate, type Served } from './evaluate.ts'
import { moved } from './moved.ts'
import { toggleInFile } from './toggle.ts'

export interface LaunchDarklyFileOptions {
  /** Folder that relative files start from. */
  readonly root: string
  readonly entries: readonly { readonly environment: string; readonly file: string }[]
}

/** Flags of LaunchDarkly flag data files, one or more per environment; the first file that holds a flag owns it. */
export function launchDarklyFile({
  root,
  entries,
}: LaunchDarklyFileOptions): FlagReader & FlagWriter {
  async function load(environment: string, signal: AbortSignal): Promise<readonly Loaded[]> {
    const files = entries.filter((entry) => entry.environment === environment)
    if (files.length === 0) throw unknownEnvironment(entries)
    const loaded: Loaded[] = []
    for (const entry of files) {
      signal.throwIfAborted()
      const file = resolve(root, entry.file)
      loaded.push({ file, data: (await readFlagFile(file)).data })
    }
    return loaded
  }

  return {
    environments: () => Promise.resolve([...new Set(entries.map((entry) => entry.environment))]),

    async read(environment, flag, signal) {
      const { data, entry } = find(await load(environment, signal), flag)
      const served = (await evaluate(data, [flag])).get(flag)!
      if (!served.sound) {
        throw new HandoffError('UPSTREAM', 'LaunchDarkly calls this flag malformed.', {
          hint: 'A person must mend its variations and rules in the flag file.',
        })
      }
      return stateOf(environment, entry, served)
    },

    async list(environment, signal) {
      const seen = new Map<string, FlagState>()
      for (const { data } of await load(environment, signal)) {
        const keys = keysOf(data).filter((key) => !seen.has(key))
        const served = await evaluate(data, keys)
        for (const key of keys) {
          seen.set(key, stateOf(environment, entryOf(data, key)!, served.get(key)!))
        }
      }
      return [...seen.values()].toSorted((a, b) => (a.flag < b.flag ? -1 : 1))
    },

    async toggle(environment, flag, on, baseVersion, signal) {
      const file = await owner(environment, flag)
      await toggleInFile({ file, flag, on, baseVersion }, signal)
    },
  }

  /** A flag or file that is gone at the moment of writing has changed since it was read. */
  async function owner(environment: string, flag: string): Promise<string> {
    try {
      return find(await load(environment, neverAborted), flag).file
    } catch (cause) {
      if (cause instanceof HandoffError && cause.code === 'NOT_FOUND') throw moved()
      throw cause
    }
  }
}

const neverAborted = new AbortController().signal

interface Loaded {
  readonly file: string
  readonly data: FlagData
}

function find(loaded: readonly Loaded[], flag: string): Loaded & { readonly entry: FlagEntry } {
  for (const one of loaded) {
    const entry = entryOf(one.data, flag)
    if (entry !== undefined) return { ...one, entry }
  }
  // No key is named: whoever may write a flag file would speak in a hint.
  throw new HandoffError('NOT_FOUND', 'No flag of that key stands in this environment.', {
    hint: 'get_flags lists the keys that there are; give one as it stands there.',
  })
}

function stateOf(environment: string, entry: FlagEntry, served: Served): FlagState {
  return {
    flag: entry.key,
    environment,
    on: entry.on,
    version: entry.version,
    toggleable: entry.versioned,
    served: served.value,
    variations: entry.variations,
    targeting: entry.targeting,
    source: 'launchdarkly-file',
  }
}

function unknownEnvironment(entries: LaunchDarklyFileOptions['entries']): HandoffError {
  const names = [...new Set(entries.map((entry) => entry.environment))].slice(0, 5)
  return new HandoffError('NOT_FOUND', 'No flags are configured for that environment.', {
    hint:
      names.length > 0
        ? `Environments with flags: ${names.join(', ')}.`
        : 'No source of flags is configured.',
  })
}
