import { flushCompileCache } from 'node:module'

import type { Command } from 'commander'

import { HandoffError } from '../domain/error.ts'
import { type House, openHouse } from '../main.ts'
import { createDoor } from '../mcp/door.ts'
import { serveOverStdio } from '../mcp/stdio.ts'

const roundMs = 60_000
const usualPort = 7717

interface Given {
  readonly http?: boolean
  readonly host?: string
  readonly port?: string
}

/** The command line package is loaded for its help only: a client that starts the server waits for the first answer. */
export async function command(): Promise<Command> {
  const { Command: Verb } = await import('commander')
  return new Verb('baton serve')
    .description('Speaks MCP on standard input and output; standard output carries protocol only.')
    .option('--http', 'serve over HTTP on this machine instead, until interrupted')
    .option('--port <number>', `with --http: the port, 0 for any that is free (${usualPort})`)
    .option('--host <name>', 'with --http: 127.0.0.1, ::1 or localhost (127.0.0.1)')
    .addHelpText(
      'after',
      [
        '',
        'Example: BATON_CONFIG=./baton.yaml baton serve',
        'Example: baton serve --http --port 7717',
        '',
        'Over HTTP every program on this machine that reaches the port acts as the configured requester.',
      ].join('\n'),
    )
    .action((given: Given) => (given.http ? serveHttp(given) : serve(given)))
}

/** Serves until the client goes away. */
export async function serve({ port, host }: Given = {}): Promise<void> {
  if (port !== undefined || host !== undefined) {
    throw new HandoffError('INVALID_INPUT', 'A port and a host belong to HTTP.', {
      hint: 'Add --http, or leave them out.',
    })
  }
  await inHouse(({ door }) =>
    serveOverStdio(createDoor(door), {
      onSent: once(() => setImmediate(flushCompileCache)),
      onFault: say,
    }),
  )
}

/** Serves until SIGINT or SIGTERM. */
async function serveHttp({ host = '127.0.0.1', port }: Given): Promise<void> {
  const wanted = portOf(port)
  const { openHttp } = await import('../mcp/http/serve.ts')
  await inHouse(async ({ door, clock }) => {
    const http = await openHttp(createDoor(door), { host, port: wanted, clock })
    say(`listening on ${http.url}`)
    await interrupted()
    await http.close()
  })
}

function portOf(port = String(usualPort)): number {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : Infinity
  if (number <= 65_535) return number
  throw new HandoffError('INVALID_INPUT', 'The port is not a number from 0 to 65535.', {
    hint: 'Example: baton serve --http --port 7717',
  })
}

/** Opens the house, tells people meanwhile what is due, and closes it once every call has ended. */
async function inHouse(work: (house: House) => Promise<void>): Promise<void> {
  const house = await openHouse({ env: process.env, cwd: process.cwd() })
  if (!house.config.isWritten) {
    say('there is no baton.yaml here and BATON_CONFIG names none, so nothing is connected.')
  }
  const rounds = setInterval(() => void house.rounds(), roundMs)
  rounds.unref()
  try {
    await work(house)
  } finally {
    clearInterval(rounds)
    await house.door.guard.idle()
    house.close()
  }
}

/** A second signal ends the process at once. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      process.off('SIGINT', end).off('SIGTERM', end)
      resolve()
    }
    process.on('SIGINT', end).on('SIGTERM', end)
  })
}

function say(words: string): void {
  process.stderr.write(`baton: ${words}\n`)
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
