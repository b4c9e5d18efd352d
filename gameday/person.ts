import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { execPath } from 'node:process'

import { baton } from './client.ts'
import type { World } from './world.ts'

export interface Said {
  readonly code: number
  readonly output: Buffer
}

/** Somebody at another keyboard who runs `baton` with those arguments, in the world or over another home. */
export async function runBaton(
  world: World,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const child = spawn(execPath, [baton, ...args], {
    cwd: world.folder,
    env: { ...world.env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const parts: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => parts.push(bytes))
  child.stderr.on('data', (bytes: Buffer) => parts.push(bytes))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? 1, output: Buffer.concat(parts) }
}

/** The file of a person's private key. */
export function keyOf(world: World, person: string): string {
  return join(world.paths.keys, person)
}
