import type { Json } from '../../domain/json.ts'
import type { FlagData } from './data.ts'

/** What a flag serves the synthetic user; `sound` is false when the SDK calls the flag malformed and would fall to a default. */
export interface Served {
  readonly value: Json
  readonly sound: boolean
}

const silent = { error: mute, warn: mute, info: mute, debug: mute }
function mute(): void {}

/**
 * Evaluates flags with LaunchDarkly's own SDK over exactly this data: a fresh client each time,
 * off the network, without events, without a word on any stream.
 */
export async function evaluate(
  data: FlagData,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Served>> {
  const { init } = await import('@launchdarkly/node-server-sdk')
  const { TestData } = await import('@launchdarkly/node-server-sdk/integrations')
  const source = new TestData()
  for (const [key, segment] of Object.entries(data.segments)) {
    await source.usePreconfiguredSegment({ version: 1, ...segment, key })
  }
  for (const [key, flag] of Object.entries(data.flags)) {
    await source.usePreconfiguredFlag({ ...flag, version: flag.version ?? 1, key })
  }
  for (const [key, value] of Object.entries(data.flagValues)) {
    await source.usePreconfiguredFlag(plain(key, value))
  }
  const client = init('sdk-file', {
    updateProcessor: source.getFactory(),
    sendEvents: false,
    diagnosticOptOut: true,
    logger: silent,
  })
  try {
    await client.waitForInitialization({ timeout: 5 })
    const served = new Map<string, Served>()
    for (const key of keys) {
      const detail = await client.variationDetail(key, synthetic, null)
      served.set(key, { value: detail.value as Json, sound: detail.reason.kind !== 'ERROR' })
    }
    return served
  } finally {
    client.close()
  }
}

const synthetic = { kind: 'user', key: 'baton-synthetic' }

function plain(key: string, value: Json) {
  return { key, version: 1, on: true, variations: [value], fallthrough: { variation: 0 } }
}
