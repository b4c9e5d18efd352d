import type { Config } from './config.ts'
import { shortName } from './domain/plain-name.ts'
import type { World } from './guard/contexts.ts'
import type { Completions } from './mcp/rooms/completion.ts'
import { filesOf } from './mcp/uris.ts'

const flagsDeadlineMs = 5_000

/** What arguments may be: names of the configuration, keys of configured flags, ids and file names that Baton gave. */
export function completionsOf(config: Config, { reader, flags }: World): Completions {
  const incidentOf = (id: string | undefined) => reader.incidents().find((each) => each.id === id)
  return (argument, incident) => {
    switch (argument) {
      case 'incident':
        return reader.incidents().map(({ id }) => id)
      case 'document': {
        const found = incidentOf(incident)
        return found ? ['record', ...filesOf(found)] : []
      }
      case 'evidence': {
        const held = incidentOf(incident)?.evidence ?? []
        return held.map(({ evidence }) => evidence).toReversed()
      }
      case 'flag':
        return flagKeys(flags)
      case 'service':
        return config.services.map(({ name }) => name)
      case 'environment':
        return config.environments.map(({ name }) => name)
      default:
        return []
    }
  }
}

/** Plain keys, no sentences, of all flags that can be read now; a source that is down completes nothing. */
async function flagKeys(flags: World['flags']): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(flagsDeadlineMs)
  const names = await flags.environments().catch(() => [])
  const lists = await Promise.allSettled(names.map((name) => flags.list(name, signal)))
  const states = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []))
  return [...new Set(states.map(({ flag }) => flag))]
    .filter((key) => shortName(key) !== null)
    .toSorted()
}
