import { createInterface } from 'node:readline'

import { launchDarklyFile } from '../../../src/adapters/launchdarkly-file/flags.ts'
import { locked } from '../../../src/adapters/launchdarkly-file/lock.ts'

/** Toggles when told the base version on a line of stdin and answers with what came of it; `hold` takes the lock and stays. */
const [root = '.'] = process.argv.slice(2)
const flags = launchDarklyFile({
  root,
  entries: [{ environment: 'production', file: 'flags.json' }],
})
const { signal } = new AbortController()

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'hold') {
    await locked(`${root}/.flags.json.lock`, 1_000, signal, async () => {
      answer('held')
      await new Promise(() => setInterval(() => undefined, 1_000))
    })
  }
  const on = Number(line) % 2 === 0
  answer(await flags.toggle('production', 'f', on, line, signal).then(() => 'won', codeOf))
}

function answer(text: string): void {
  process.stdout.write(`${text}\n`)
}

function codeOf(cause: unknown): string {
  return (cause as { code?: string }).code ?? 'unknown'
}
