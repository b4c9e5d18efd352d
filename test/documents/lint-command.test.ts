import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'baton-lint-'))
const index = fileURLToPath(new URL('../../src/cli/index.ts', import.meta.url))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs `baton lint` as a process of its own, without a configuration. */
function lint(...args: readonly string[]): Promise<Ended> {
  const script = `import { main } from ${JSON.stringify(index)}; await main(${JSON.stringify(['lint', ...args])})`
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', script],
      { cwd: folder, env: { PATH: process.env['PATH'] } },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
    )
  })
}

function put(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

test('a clean file ends 0, findings and a missing file end 1, help has an example', async () => {
  const clean = put('a.md', '# A\n\nAt 2026-11-23T07:14Z.\n')
  const dirty = put('b.md', '# B\n\nOwner TBD.\n')
  const packet = put('packet.md', '# P\n')
  const [one, two, three, four, help] = await Promise.all([
    lint(clean, '--links', 'github.com'),
    lint(clean, dirty, '--links', 'github.com'),
    lint(packet, '--links', 'github.com'),
    lint(join(folder, 'none.md'), '--links', 'github.com'),
    lint('--help'),
  ])
  expect(one).toEqual({ code: 0, out: `${clean}: clean\n`, err: '' })
  expect(two).toMatchObject({
    code: 1,
    out: `${clean}: clean\n${dirty}:3: BATON003/no-placeholder: No placeholder is left: a placeholder is left\n`,
  })
  expect(three).toMatchObject({ code: 1 })
  expect(three.out).toContain('MD043/required-headings')
  expect(four).toMatchObject({ code: 1, out: '' })
  expect(four.err).not.toContain(folder)
  expect(help.out).toContain('Example:')
})
