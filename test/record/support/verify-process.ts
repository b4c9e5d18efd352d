import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { newHome } from './home.ts'

const module = pathToFileURL(join(import.meta.dirname, '../../../src/cli/verify.ts')).href
const script = `const { command } = await import(${JSON.stringify(module)})
await command().parseAsync(process.argv.slice(1), { from: 'user' })`

/** `baton verify` as a process of its own, with an empty home of the user. */
export function verify(...args: readonly string[]) {
  const all = ['--input-type=module', '-e', script, '--', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: dirname(newHome()) },
  })
  return { status, stdout, stderr }
}
