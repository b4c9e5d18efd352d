import type { Parsed } from './entry.ts'
import { dotenv, ini, listing, properties, readLines, toml } from './lines.ts'

/** How a file is read, by what it is called; undefined for a format that is not known. */
export function formatOf(
  name: string,
  isListing: boolean,
): ((text: string) => Promise<Parsed>) | undefined {
  if (/\.(ya?ml|json)$/i.test(name)) {
    return async (text) => {
      const { readTree } = await import('./tree.ts')
      return readTree(text)
    }
  }
  const dialect = isListing ? listing : dialects.find(([ending]) => ending.test(name))?.[1]
  return dialect && ((text) => Promise.resolve(readLines(text, dialect)))
}

const dialects = [
  [/(^|\.)env(\.[\w-]+)*$|\.envrc$/i, dotenv],
  [/\.properties$/i, properties],
  [/\.toml$/i, toml],
  [/\.(ini|cfg|cnf|conf)$/i, ini],
] as const
