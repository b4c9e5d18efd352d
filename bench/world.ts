import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { seeded } from '../src/domain/seeded.ts'
import { loadScenario } from '../gameday/scenario/load.ts'
import { buildWorld } from '../gameday/world.ts'
import { type Contender, type Server, startServer } from './stdio.ts'

const root = resolve(import.meta.dirname, '..')
const bare = join(root, 'bench/bare-tools.ts')

/** The calls that are measured: every reading tool, asked as an agent asks it in an incident. */
function readingCalls(incident: string): Readonly<Record<string, object>> {
  return {
    get_incident: { incident },
    query_logs: { incident },
    list_deployments: { incident },
    get_flags: { incident },
    get_document: { path: 'runbooks/incident-response' },
  }
}

export interface Bench {
  readonly calls: Readonly<Record<string, object>>
  /** Baton, the bare server, and the one that also records each call durably. */
  readonly servers: Readonly<Record<'baton' | 'bare' | 'recording', Server>>
  close(): Promise<void>
}

/** Baton with an open incident in an invented company, and bare servers beside it that run the same tools over the same folders. */
export async function openBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  const scenario = loadScenario(join(root, 'gameday/scenario/auth-regression.yaml'))
  const world = buildWorld(scenario, join(folder, 'world'), Date.now(), seeded(7))
  const baton = await startServer({
    args: [join(root, 'src/baton.mjs'), 'serve'],
    cwd: world.folder,
    env: world.env,
  })
  const opened = await callTool(baton, 'open_incident', { ticket: world.ticket })
  const { incident } = opened['structuredContent'] as { incident: string }
  const calls = readingCalls(incident)
  const start = (env: Contender['env']): Promise<Server> =>
    startServer({ args: [bare], cwd: world.folder, env: { ...world.env, ...env } })
  const servers = {
    baton,
    bare: await start({}),
    recording: await start({ BENCH_RECORD: join(folder, 'bare.db') }),
  }
  return {
    calls,
    servers,
    async close() {
      for (const server of Object.values(servers)) await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Calls a tool; throws when the answer is a refusal, which would be measured as a fast success. */
export async function callTool(
  server: Server,
  name: string,
  args: object,
): Promise<object & Record<string, unknown>> {
  const result = await server.request('tools/call', { name, arguments: args })
  if (result['isError'] === true) throw new Error(`${name} was refused: ${JSON.stringify(result)}`)
  return result
}
