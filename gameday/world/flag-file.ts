import { readFileSync, renameSync, writeFileSync } from 'node:fs'

import * as z from 'zod'

import type { Scenario } from '../scenario/schema.ts'

const FlagFile = z.looseObject({
  flags: z.record(z.string(), z.looseObject({ on: z.boolean(), version: z.number() })),
})

/** Flags in the format of LaunchDarkly's file data source; planted texts are keys, values and descriptions of flags of their own. */
export function flagFile(flags: Scenario['flags'], planted: readonly string[] = []): string {
  const entries = flags.map(({ key, on }) => flagEntry(key, on, [true, false]))
  const visitors = planted.map((text, index) => {
    const [key, flag] = flagEntry(index % 2 === 0 ? `visitor-${index}` : text, true, [text, false])
    return [key, { ...flag, description: text, tags: [text] }]
  })
  return `${JSON.stringify({ flags: Object.fromEntries([...visitors, ...entries]) }, null, 2)}\n`
}

function flagEntry(key: string, on: boolean, variations: readonly unknown[]) {
  return [
    key,
    {
      key,
      version: 1,
      on,
      variations,
      fallthrough: { variation: 0 },
      offVariation: 1,
      targets: [],
      rules: [],
      prerequisites: [],
      salt: key,
    },
  ] as const
}

/** Every flag with its state and version, as the file has it now. */
export function readFlags(
  file: string,
): Readonly<Record<string, { readonly on: boolean; readonly version: number }>> {
  return FlagFile.parse(JSON.parse(readFileSync(file, 'utf8'))).flags
}

/** Switches a flag the way a teammate's tool does: a new version by write and rename, without Baton. */
export function switchFlag(file: string, key: string, on: boolean): void {
  const content = FlagFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  const flag = content.flags[key]
  if (!flag) throw new Error(`The flag file has no ${key}.`)
  content.flags[key] = { ...flag, on, version: flag.version + 1 }
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
