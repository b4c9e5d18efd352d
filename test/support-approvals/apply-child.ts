import { launchDarklyFile } from '../../src/adapters/launchdarkly-file/flags.ts'
import type { ChangeHands } from '../../src/guard/change/options.ts'
import { openHouse } from '../../src/main.ts'

/** Applies one granted request in a process of its own, so that it can be killed; prints `ready`, `written` and `done`. */
const [root = '', request = '', nowMs = '0', hang = ''] = process.argv.slice(2)
const house = await openHouse({
  env: process.env,
  cwd: root,
  clock: { nowMs: () => Number(nowMs) },
})
const flags = launchDarklyFile({
  root,
  entries: [{ environment: 'production', file: 'flags.json' }],
})

const hands: ChangeHands = {
  async readBack({ proposal }, signal) {
    const { on, version } = await flags.read(proposal.environment, proposal.target, signal)
    return { value: on ? 'on' : 'off', version }
  },
  async apply({ proposal }, signal) {
    if (hang === 'before') await forever()
    const { environment, target, to, baseVersion } = proposal
    await flags.toggle(environment, target, to === 'on', baseVersion ?? '', signal)
    if (hang === 'after') await forever()
  },
}

/** Keeps the process alive until it is killed. */
function forever(): Promise<never> {
  process.stdout.write('hangs\n')
  setInterval(() => undefined, 1_000)
  return new Promise<never>(() => undefined)
}

process.stdout.write('ready\n')
const requester = { id: 'maria', name: 'Maria Ito' }
try {
  const { state } = await house.changes.apply(
    request,
    requester,
    hands,
    new AbortController().signal,
  )
  process.stdout.write(`${state}\n`)
} catch (error) {
  process.stdout.write(`${(error as { code?: string }).code}\n`)
}
house.close()
