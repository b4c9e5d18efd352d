import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { syncFolder, writeWhole } from '../files/durable.ts'

/** The bytes of `home/keys/<name>`, undefined when there is no such key. */
export function readKey(home: string, name: string): Buffer | undefined {
  try {
    return readFileSync(join(home, 'keys', name))
  } catch (error) {
    if (code(error) === 'ENOENT') return undefined
    throw error
  }
}

/**
 * The key under that name, made when it is missing: owner-only, durable, and the same one for two processes
 * that make it at once.
 */
export function readOrMakeKey(home: string, name: string, make: () => Uint8Array): Buffer {
  const present = readKey(home, name)
  if (present) return present
  const folder = join(home, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeWhole(folder, name, make(), { mode: 0o600, exclusive: true })
  } catch (error) {
    if (code(error) !== 'EEXIST') throw error
    syncFolder(folder)
  }
  syncFolder(home)
  return readFileSync(join(folder, name))
}

function code(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
