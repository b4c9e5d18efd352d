import { readFileSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

import * as z from 'zod'

const FlagFile = z.looseObject({
  flags: z.record(z.string(), z.looseObject({ key: z.string(), version: z.number() })),
})

/** Flags as the service sees them, evaluated by LaunchDarkly's SDK. */
export interface LiveFlags {
  isOn(flag: string, caller: string): Promise<boolean>
  /** How often the file has been taken in since the start, the first time included. */
  readonly reads: number
  close(): void
}

const silent = { error: nothing, warn: nothing, info: nothing, debug: nothing }

/**
 * LaunchDarkly's SDK fed from a flag file. It is the folder that is watched: a rename replaces the file's inode,
 * and a watch on the file would see the first replacement only. A file that is not whole yet changes nothing.
 */
export async function watchFlags(file: string): Promise<LiveFlags> {
  const { init } = await import('@launchdarkly/node-server-sdk')
  const { TestData } = await import('@launchdarkly/node-server-sdk/integrations')
  const data = new TestData()
  let reads = 0
  let seen = ''
  const take = async (): Promise<void> => {
    const text = readFileSync(file, 'utf8')
    if (text === seen) return
    const parsed = FlagFile.parse(JSON.parse(text))
    seen = text
    for (const flag of Object.values(parsed.flags)) await data.usePreconfiguredFlag(flag)
    reads += 1
  }
  await take()
  const client = init('sdk-key-of-the-game', {
    updateProcessor: data.getFactory(),
    sendEvents: false,
    diagnosticOptOut: true,
    logger: silent,
  })
  await client.waitForInitialization({ timeout: 5 })
  let taking = Promise.resolve()
  const watcher = watch(dirname(file), (_event, name) => {
    if (name === null || name === basename(file)) taking = taking.then(take).catch(nothing)
  })
  return {
    async isOn(flag, caller) {
      await taking
      const served: unknown = await client.variation(flag, { kind: 'user', key: caller }, false)
      return served === true
    },
    get reads() {
      return reads
    },
    close() {
      watcher.close()
      client.close()
    },
  }
}

function nothing(): void {}
