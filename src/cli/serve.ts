import { flushCompileCache } from 'node:module'

import type { Command } from 'commander'

import { openHouse } from '../main.ts'
import { serveOverStdio } from '../mcp/serve.ts'

const escalationRoundMs = 60_000

/** The command line package is loaded for its help only: a client that starts the server waits for the first answer. */
export async function command(): Promise<Command> {
  const { Command: Verb } = await import('commander')
  return new Verb('baton serve')
    .description('Speaks MCP on standard input and output; standard output carries protocol only.')
    .addHelpText('after', '\nExample: BATON_CONFIG=./baton.yaml baton serve')
    .action(serve)
}

/** Serves until the client goes away. */
export async function serve(): Promise<void> {
  const house = await openHouse({ env: process.env, cwd: process.cwd() })
  if (!house.config.isWritten) {
    process.stderr.write(
      'baton: there is no baton.yaml here and BATON_CONFIG names none, so nothing is connected.\n',
    )
  }
  const rounds = setInterval(() => void house.escalate(), escalationRoundMs)
  rounds.unref()
  try {
    await serveOverStdio({
      ...house.door,
      onSent: once(() => setImmediate(flushCompileCache)),
      onFault: (words) => process.stderr.write(`baton: ${words}\n`),
    })
  } finally {
    clearInterval(rounds)
    await house.door.guard.idle()
    house.close()
  }
}

/** The compile cache is written after the first answer, because a client may end the process without a normal exit. */
function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}
