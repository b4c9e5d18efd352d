import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'

import * as z from 'zod'

import type { World } from './world.ts'

/** What came back from one call; `code` is set when it was refused. */
export interface Reply {
  readonly code: string | null
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
}

/** The agent's side of the connection. Nothing here throws for a refusal: a refusal is a reply. */
export interface AgentClient {
  readonly protocol: string
  tools(): Promise<readonly string[]>
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<Reply>
  prompt(name: string, args: Readonly<Record<string, string>>): Promise<Reply>
  resource(uri: string): Promise<Reply>
  /** Every byte that the server has written to standard output and standard error so far. */
  tape(): Buffer
  /** Tool calls made so far, refused ones included. */
  readonly calls: number
  /** How often the server asked this client to answer in a person's place. It always says yes. */
  readonly elicitations: number
  close(): Promise<void>
}

/** The command that the game, clients and people use. */
export const baton = join(import.meta.dirname, '..', 'src', 'baton.mjs')

const Refused = z.object({ error: z.object({ code: z.string(), rule: z.string().optional() }) })
const Waiting = z.object({ code: z.literal('APPROVAL_REQUIRED') })
const Text = z.object({ type: z.literal('text'), text: z.string() })

/** Connects a real MCP client over stdio to `baton serve`, with a tape of every byte in between. */
export async function connectAgent(world: World): Promise<AgentClient> {
  const { Client } = await import('@modelcontextprotocol/client')
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio')
  const tape = join(world.folder, 'tape')
  const transport = new StdioClientTransport({
    command: execPath,
    args: [fileURLToPath(import.meta.resolve('./tee.ts')), tape, baton, 'serve'],
    env: { ...world.env },
    cwd: world.folder,
    stderr: 'pipe',
  })
  transport.stderr?.on('data', () => {})
  const client = new Client(
    { name: 'gameday-agent', version: '1.0.0' },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: 'auto' } },
  )
  let elicitations = 0
  let calls = 0
  client.setRequestHandler('elicitation/create', () => {
    elicitations += 1
    return { action: 'accept' as const, content: { approve: true, confirm: true } }
  })
  await client.connect(transport)
  return {
    protocol: client.getNegotiatedProtocolVersion?.() ?? 'unknown',
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, args) =>
      reply(async () => {
        calls += 1
        const { content, structuredContent, isError } = await client.callTool({
          name,
          arguments: { ...args },
        })
        const structured = (structuredContent ?? {}) as Record<string, unknown>
        return { code: codeOf(structured, isError === true), text: textOf(content), structured }
      }),
    prompt: (name, args) =>
      reply(async () => {
        const { messages } = await client.getPrompt({ name, arguments: { ...args } })
        const text = messages.map(({ content }) => textOf([content])).join('\n')
        return { code: null, text, structured: {} }
      }),
    resource: (uri) =>
      reply(async () => {
        const { contents } = await client.readResource({ uri })
        const text = contents.map((part) => ('text' in part ? part.text : '')).join('\n')
        return { code: null, text, structured: {} }
      }),
    tape: () => Buffer.concat([read(`${tape}.out`), read(`${tape}.err`)]),
    get calls() {
      return calls
    },
    get elicitations() {
      return elicitations
    },
    close: () => client.close(),
  }
}

async function reply(ask: () => Promise<Reply>): Promise<Reply> {
  try {
    return await ask()
  } catch (error) {
    const text = error instanceof Error ? error.message : 'refused'
    return { code: 'PROTOCOL', text, structured: {} }
  }
}

function codeOf(structured: unknown, isError: boolean): string | null {
  const refused = Refused.safeParse(structured).data?.error.code
  return refused ?? Waiting.safeParse(structured).data?.code ?? (isError ? 'ERROR' : null)
}

/** The rule that a refusal names. */
export function ruleOf({ structured }: Reply): string | undefined {
  return Refused.safeParse(structured).data?.error.rule
}

function textOf(content: unknown): string {
  const parts = Array.isArray(content) ? content : []
  return parts.flatMap((part) => Text.safeParse(part).data?.text ?? []).join('\n')
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0)
  }
}
