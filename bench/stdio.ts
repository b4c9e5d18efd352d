import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** One server process on standard input and output, spoken to without a client library in between. */
export interface Server {
  /** The result of one request; throws when the server answers with an error. */
  request(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>
  /** Resident memory in MiB, from the kernel. */
  residentMiB(): number
  close(): Promise<void>
}

export interface Contender {
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Starts a server and shakes hands with it as a client of 2025-11-25. */
export async function startServer({ args, cwd, env }: Contender): Promise<Server> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<number, (message: Answer) => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as Answer
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  })
  let id = 0
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`)

  const request: Server['request'] = async (method, params = {}) => {
    id += 1
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const mine = id
    waiting.set(mine, resolve)
    send({ jsonrpc: '2.0', id: mine, method, params })
    const { result, error } = await promise
    waiting.delete(mine)
    if (!result) throw new Error(`${method} was answered with an error: ${JSON.stringify(error)}`)
    return result
  }

  const clientInfo = { name: 'bench', version: '1' }
  await request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo })
  send({ jsonrpc: '2.0', method: 'notifications/initialized' })
  return {
    request,
    residentMiB: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? NaN) / 1024
    },
    close: () =>
      new Promise((done) => {
        child.once('close', () => done())
        child.stdin.end()
      }),
  }
}

interface Answer {
  readonly id?: number
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: unknown
}
