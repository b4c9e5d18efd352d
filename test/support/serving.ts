import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

import type { World } from './world.ts'

const baton = resolve(import.meta.dirname, '../../src/baton.mjs')

export interface Serving {
  readonly child: ChildProcess
  readonly url: string
  /** Resolves with how the process ended and all that it printed. */
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

/** `baton serve --http` as a process of its own, once it listens; `args` come after `serve`. */
export async function serveWorld(
  world: World,
  args: readonly string[] = ['--http', '--port', '0'],
): Promise<Serving> {
  const child = spawn(process.execPath, [baton, 'serve', ...args], {
    env: { ...world.env, PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  const ended: Serving['ended'] = new Promise((done) => {
    child.once('close', (code) => done({ code, stdout, stderr }))
  })
  const url = await new Promise<string>((listening) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      stderr += `${line}\n`
      const found = /listening on (\S+)$/.exec(line)?.[1]
      if (found !== undefined) listening(found)
    })
    void ended.then(() => listening(''))
  })
  return { child, url, ended }
}
