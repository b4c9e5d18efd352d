import { open } from 'node:fs/promises'

import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import { canonicalJson, type Json, sha256 } from '../../domain/json.ts'
import type { Targeting } from '../../ports/flags.ts'
import { noTargeting, targetingOf } from './targeting.ts'

const Flag = z.looseObject({
  on: z.boolean(),
  version: z.number().int().nonnegative().optional(),
  variations: z.array(z.json()),
})

/** LaunchDarkly's flag data file: full flags, plain values without targeting, and segments. */
const FlagData = z.looseObject({
  flags: z.record(z.string(), Flag).default({}),
  flagValues: z.record(z.string(), z.json()).default({}),
  segments: z.record(z.string(), z.looseObject({})).default({}),
})
export type FlagData = z.infer<typeof FlagData>

/** One flag of the file. A plain value or a flag without version bears a digest and cannot be compared and set. */
export interface FlagEntry {
  readonly key: string
  readonly on: boolean
  readonly version: string
  readonly versioned: boolean
  readonly variations: readonly Json[]
  readonly targeting: Targeting
}

const maxBytes = 16 * 1024 * 1024

/** The file's text and data from one read. Throws UPSTREAM when missing, unreadable, over 16 MiB or not flag data. */
export async function readFlagFile(file: string): Promise<{ text: string; data: FlagData }> {
  const text = await readText(file)
  try {
    return { text, data: FlagData.parse(JSON.parse(text)) }
  } catch (cause) {
    throw new HandoffError('UPSTREAM', 'The flag file holds no readable flag data.', {
      hint: 'A person must mend it: it has to be JSON in the format of a LaunchDarkly flag data file.',
      cause,
    })
  }
}

async function readText(file: string): Promise<string> {
  try {
    await using handle = await open(file, 'r')
    if ((await handle.stat()).size > maxBytes) throw new Error('The file is over the limit.')
    return await handle.readFile('utf8')
  } catch (cause) {
    throw new HandoffError('UPSTREAM', 'The flag file cannot be read.', {
      hint: 'A person must check that the file named under flags in baton.yaml exists and is readable.',
      cause,
    })
  }
}

/** A flag by its exact key; plain values go before full flags, as in LaunchDarkly's own reader. */
export function entryOf(data: FlagData, key: string): FlagEntry | undefined {
  if (Object.hasOwn(data.flagValues, key)) {
    const value = data.flagValues[key]!
    const version = `value-${sha256(canonicalJson(value)).slice(0, 16)}`
    return { key, on: true, version, versioned: false, variations: [value], targeting: noTargeting }
  }
  if (!Object.hasOwn(data.flags, key)) return undefined
  const flag = data.flags[key]!
  return {
    key,
    on: flag.on,
    version:
      flag.version === undefined
        ? `flag-${sha256(canonicalJson(flag as Json)).slice(0, 16)}`
        : String(flag.version),
    versioned: flag.version !== undefined,
    variations: flag.variations,
    targeting: targetingOf(flag),
  }
}

/** Every key of the file, sorted. */
export function keysOf(data: FlagData): readonly string[] {
  return [...new Set([...Object.keys(data.flags), ...Object.keys(data.flagValues)])].toSorted()
}
